import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { newestRevisionQuery } from "../../api/config.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { useMayAct, useWho } from "../../shell/useWho.ts";
import { ConfirmButton } from "../../ui/buttons/ConfirmButton.tsx";
import { Segment } from "../../ui/buttons/Segment.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { DriftView } from "./DriftView.tsx";
import { useDraft } from "./draft.ts";
import { EditView } from "./edit/EditView.tsx";
import { HistoryView } from "./history/HistoryView.tsx";
import { formShownBy, searchOf } from "./shown.ts";
import { useReference } from "./useReference.ts";
import "./config.css";

const route = getRouteApi("/shell/config");

const views = [
  { value: "edit", shown: "Edit" },
  { value: "history", shown: "History" },
  { value: "drift", shown: "Drift" },
] as const;
type View = (typeof views)[number]["value"];

/** The text of the tree, its plan, and its history. */
export const ConfigPage = () => {
  useTitle("Config");
  const { view = "edit", child, form, under } = route.useSearch();
  const navigate = route.useNavigate();
  const mayPlan = useMayAct();
  const { reference, error, retry } = useReference();
  const newest = useQuery(newestRevisionQuery).data;
  const drafting = useDraft(useWho().principal);
  const { draft, setDraft } = drafting;
  return (
    <>
      <Bar
        actions={
          <>
            <ViewChoice view={view} mayPlan={mayPlan} />
            {draft === null || view !== "edit" ? null : (
              <ConfirmButton question="Discard the draft?" className="ghost" onConfirm={() => setDraft(null)}>
                Discard
              </ConfirmButton>
            )}
          </>
        }
      >
        <h1>Config</h1>
        {reference?.path == null ? null : (
          <span className="mono dim cut config-file" title={reference.path}>
            {reference.name}
          </span>
        )}
        {reference?.environment == null ? null : <span className="tag">{reference.environment}</span>}
      </Bar>
      <LivePage flush>
        {error !== null && reference === null ? (
          <Failure error={error} retry={() => void retry()} />
        ) : reference === null ? (
          <Reading />
        ) : view === "history" ? (
          <HistoryView newest={newest} />
        ) : view === "drift" && mayPlan ? (
          <DriftView reference={reference} newest={newest} />
        ) : (
          <EditView
            reference={reference}
            drafting={drafting}
            newest={newest}
            child={child}
            form={form === undefined ? null : formShownBy(form, under)}
            onShow={(shown) => void navigate({ search: searchOf(shown, child) })}
          />
        )}
      </LivePage>
    </>
  );
};

const ViewChoice = ({ view, mayPlan }: { readonly view: View; readonly mayPlan: boolean }) => {
  const navigate = route.useNavigate();
  const choose = (chosen: View): void => void navigate({ search: chosen === "edit" ? {} : { view: chosen } });
  return (
    <Segment
      label="View"
      options={mayPlan ? views : views.filter(({ value }) => value !== "drift")}
      value={view}
      onChange={choose}
    />
  );
};
