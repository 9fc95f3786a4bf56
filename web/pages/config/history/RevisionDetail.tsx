import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { differenceQuery, type Revision, revisionTextQuery } from "../../../api/config.ts";
import { useWho } from "../../../shell/useWho.ts";
import { fullTime } from "../../../time/format.ts";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Difference } from "../Difference.tsx";
import { ApplyPanel } from "../plan/ApplyPanel.tsx";
import { PlanSteps } from "../plan/PlanSteps.tsx";
import { originOf, personOf, summaryOf } from "../plan/planWords.ts";
import { useApply } from "../plan/useApply.ts";

const route = getRouteApi("/shell/config");

interface RevisionDetailProps {
  readonly number: number;
  readonly newest: Revision;
  readonly known: ReadonlyArray<Revision>;
}

/** A revision compared with another one, with its rollback. */
export const RevisionDetail = ({ number, newest, known }: RevisionDetailProps) => {
  const { with: chosen } = route.useSearch();
  const revision = known.find((one) => one.number === number);
  const other = chosen ?? (number > 1 ? number - 1 : newest.number);
  return (
    <>
      <section aria-label={`Revision ${number}`}>
        <div className="config-head">
          <h2>r{number}</h2>
          {number === newest.number ? <span className="tag">runs</span> : null}
          <span className="grow" />
          <OtherChoice number={number} other={other} newest={newest} known={known} />
        </div>
        {revision === undefined ? null : (
          <div className="config-says">
            <p className="strong">{revision.message}</p>
            <p className="dim">
              {fullTime(revision.at)}, by {personOf(revision.by)}, from{" "}
              <span title={revision.source}>{originOf(revision.source)}</span>
            </p>
          </div>
        )}
      </section>
      {number === newest.number ? null : <Return number={number} newest={newest} />}
      {other === number ? (
        <Message title="This is the first revision; there is nothing to compare it with." />
      ) : (
        <Compared from={other} to={number} />
      )}
    </>
  );
};

interface OtherChoiceProps extends RevisionDetailProps {
  readonly other: number;
}

const OtherChoice = ({ number, other, newest, known }: OtherChoiceProps) => {
  const navigate = route.useNavigate();
  const numbers = [...new Set([newest.number, ...known.map((one) => one.number), other])]
    .filter((one) => one !== number)
    .sort((a, b) => b - a);
  if (numbers.length === 0) return null;
  const nameOf = (one: number): string =>
    one === newest.number ? `r${one}, which runs` : one === number - 1 ? `r${one}, before it` : `r${one}`;
  return (
    <label className="field">
      <span className="dim small">Compared with</span>
      <select
        value={other}
        onChange={({ target }) =>
          void navigate({ search: { view: "history", revision: number, with: Number(target.value) } })
        }
      >
        {numbers.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
};

/** The steps from one revision to another, and the diff of their texts. */
const Compared = ({ from, to }: { readonly from: number; readonly to: number }) => {
  const steps = useQuery(differenceQuery(from, to));
  const before = useQuery(revisionTextQuery(from));
  const after = useQuery(revisionTextQuery(to));
  const error = steps.error ?? before.error ?? after.error;
  const retry = (): void => {
    for (const query of [steps, before, after]) if (query.isError) void query.refetch();
  };
  if (error !== null) return <Failure error={error} retry={retry} />;
  if (!steps.isSuccess || !before.isSuccess || !after.isSuccess) return <Reading />;
  return (
    <>
      <section aria-label={`From r${from} to r${to}`}>
        <div className="config-head">
          <h2>
            From r{from} to r{to}
          </h2>
          <span className="dim">
            {steps.data.steps.length === 0 ? "nothing changes" : summaryOf(steps.data.steps)}
          </span>
        </div>
        <PlanSteps steps={steps.data.steps} isPast />
      </section>
      <Difference title={`Text, r${from} to r${to}`} before={before.data.text} after={after.data.text} />
      {after.data.withheld ? (
        <p className="config-says dim small">
          Values of variables are withheld; changes to them are not shown.
        </p>
      ) : null}
    </>
  );
};

/** The rollback to a revision, with its plan first. */
const Return = ({ number, newest }: { readonly number: number; readonly newest: Revision }) => {
  const mayApply = useWho().role === "admin";
  const { back = false } = route.useSearch();
  const [isAsked, setAsked] = useState(back);
  if (!mayApply) return null;
  return isAsked ? (
    <RollBack number={number} newest={newest} />
  ) : (
    <div className="config-says">
      <button type="button" className="button" onClick={() => setAsked(true)}>
        Roll back to r{number}
      </button>
    </div>
  );
};

const RollBack = ({ number, newest }: { readonly number: number; readonly newest: Revision }) => {
  const wanted = useMemo(() => ({ kind: "revision", number }) as const, [number]);
  const { state, send } = useApply(wanted, newest);
  return (
    <ApplyPanel
      state={state}
      send={send}
      mayApply
      file={null}
      verb="Roll back"
      title={`Back to r${number}`}
    />
  );
};
