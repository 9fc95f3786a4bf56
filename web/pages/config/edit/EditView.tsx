import { useMemo } from "react";
import type { Revision } from "../../../api/config.ts";
import type { ShownForm } from "../../../form/FormColumn.tsx";
import { useMayAct, useWho } from "../../../shell/useWho.ts";
import { Difference } from "../Difference.tsx";
import type { Draft, useDraft } from "../draft.ts";
import { RecentRevisions } from "../history/RecentRevisions.tsx";
import type { WrittenFile } from "../plan/ApplyForm.tsx";
import { ApplyPanel } from "../plan/ApplyPanel.tsx";
import { useApply } from "../plan/useApply.ts";
import type { Shown } from "../shown.ts";
import type { Reference } from "../useReference.ts";
import { Notes } from "./Notes.tsx";
import { TextColumn } from "./TextColumn.tsx";
import { useForgottenDraft } from "./useForgottenDraft.ts";
import { useMistakes } from "./useMistakes.ts";

interface EditViewProps {
  readonly reference: Reference;
  readonly drafting: ReturnType<typeof useDraft>;
  readonly newest: Revision | null | undefined;
  readonly child: string | undefined;
  /** The shown form; null: the text is shown. */
  readonly form: ShownForm | null;
  readonly onShow: (shown: Shown) => void;
}

/** The text at the left, its plan at the right. */
export const EditView = ({ reference, drafting, newest, child, form, onShow }: EditViewProps) => {
  const { draft, setDraft, isKept } = drafting;
  const mayPlan = useMayAct();
  const mayApply = useWho().role === "admin";
  const text = draft?.text ?? reference.text;
  const wanted = useMemo(() => (mayPlan ? ({ kind: "text", text } as const) : null), [mayPlan, text]);
  const { state, send } = useApply(wanted, newest);
  const mistakes = useMistakes(state);
  useForgottenDraft(drafting, reference.text);
  const change = (next: string): void =>
    setDraft(next === reference.text ? null : { text: next, hash: draft?.hash ?? reference.hash });
  const title = newest == null ? reference.name : `${reference.name}, r${newest.number}`;
  return (
    <div className="config-split">
      <section className="config-text" aria-label="Text">
        <TextColumn
          text={text}
          reference={reference}
          isReadOnly={!mayPlan || state.matches("applying")}
          mistakes={mistakes}
          child={child}
          form={form}
          onShow={onShow}
          onChange={change}
        >
          <Notes
            reference={reference}
            draft={draft}
            isKept={isKept}
            onKeep={() => setDraft({ text, hash: reference.hash })}
            onDiscard={() => setDraft(null)}
          />
        </TextColumn>
      </section>
      <div className="config-plan">
        {mayPlan ? (
          <ApplyPanel state={state} send={send} mayApply={mayApply} file={fileOf(reference, draft)} />
        ) : null}
        {draft === null ? null : (
          <Difference title={`Difference to ${title}`} before={reference.text} after={text} />
        )}
        <RecentRevisions newest={newest} />
      </div>
    </div>
  );
};

/** The file at the beginning of the draft; null: it can't be written. */
const fileOf = ({ hash, obstacle, name }: Reference, draft: Draft | null): WrittenFile | null =>
  hash === null || obstacle !== null ? null : { name, hash: draft?.hash ?? hash, isChanged: draft !== null };
