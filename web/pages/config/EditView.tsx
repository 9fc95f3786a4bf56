import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ConfigMistake, Revision } from "../../api/config.ts";
import type { Shown } from "../../form/FormColumn.tsx";
import { useShortcuts } from "../../keys/useShortcuts.ts";
import { useMayAct, useWho } from "../../shell/useWho.ts";
import { Glyph } from "../../ui/Glyph.tsx";
import { Reading } from "../../ui/Message.tsx";
import { Segment } from "../../ui/Segment.tsx";
import { Difference } from "./Difference.tsx";
import type { Draft, useDraft } from "./draft.ts";
import { RecentRevisions } from "./history/RecentRevisions.tsx";
import { lineChanges, linesOf } from "./lineDiff.ts";
import { Notes } from "./Notes.tsx";
import { nameOfText } from "./nameOfText.ts";
import type { WrittenFile } from "./plan/ApplyForm.tsx";
import { ApplyPanel } from "./plan/ApplyPanel.tsx";
import { useApply } from "./plan/useApply.ts";
import type { Reference } from "./useReference.ts";

const Editor = lazy(() => import("./editor/Editor.tsx"));
const FormColumn = lazy(() => import("../../form/FormColumn.tsx"));

const shapes = [
  { value: "text", shown: "Text" },
  { value: "form", shown: "Form" },
] as const;

const noMistakes: ReadonlyArray<ConfigMistake> = [];

interface EditViewProps {
  readonly reference: Reference;
  readonly drafting: ReturnType<typeof useDraft>;
  readonly newest: Revision | null | undefined;
  readonly child: string | undefined;
  /** The shown form; null: the text is shown. */
  readonly form: Shown | null;
  readonly onForm: (shown: Shown | { readonly kind: "text"; readonly path: string | undefined }) => void;
}

/** The text at the left, its plan at the right. */
export const EditView = ({ reference, drafting, newest, child, form, onForm }: EditViewProps) => {
  const { draft, setDraft, isKept } = drafting;
  const mayPlan = useMayAct();
  const mayApply = useWho().role === "admin";
  const text = draft?.text ?? reference.text;
  const wanted = useMemo(() => (mayPlan ? ({ kind: "text", text } as const) : null), [mayPlan, text]);
  const { state, send } = useApply(wanted, newest);
  useForgottenDraft(drafting, reference);

  const change = (next: string): void =>
    setDraft(next === reference.text ? null : { text: next, hash: draft?.hash ?? reference.hash });
  const isApplying = state.matches("applying");
  const mistakes = useMistakes(state.matches("mistaken") ? state.context.mistakes : null, state.value);
  const title = newest == null ? reference.name : `${reference.name}, r${newest.number}`;
  return (
    <div className="config-split">
      <section className="config-text" aria-label="Text">
        <TextColumn
          text={text}
          reference={reference}
          isReadOnly={!mayPlan || isApplying}
          mistakes={mistakes}
          child={child}
          form={form}
          onForm={onForm}
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

/** The file as it was when the draft was begun; null: it can't be written. */
const fileOf = ({ hash, obstacle, name }: Reference, draft: Draft | null): WrittenFile | null =>
  hash === null || obstacle !== null ? null : { name, hash: draft?.hash ?? hash, isChanged: draft !== null };

/** A draft that equals the text it was begun with is no draft, such as one that was applied and written. */
const useForgottenDraft = ({ draft, setDraft }: ReturnType<typeof useDraft>, { text }: Reference): void => {
  useEffect(() => {
    if (draft !== null && draft.text === text) setDraft(null);
  }, [draft, text, setDraft]);
};

/** The daemon's errors in this text; null: it has not answered yet. */
const useMistakes = (
  found: ReadonlyArray<ConfigMistake> | null,
  state: unknown,
): ReadonlyArray<ConfigMistake> | null =>
  useMemo(() => {
    if (found !== null) return found.filter(({ file }) => file === nameOfText);
    return state === "editing" || state === "planning" || state === "failed" ? null : noMistakes;
  }, [found, state]);

interface TextColumnProps {
  readonly text: string;
  readonly reference: Reference;
  readonly isReadOnly: boolean;
  readonly mistakes: ReadonlyArray<ConfigMistake> | null;
  readonly child: string | undefined;
  readonly form: EditViewProps["form"];
  readonly onForm: EditViewProps["onForm"];
  readonly onChange: (text: string) => void;
  readonly children: React.ReactNode;
}

const TextColumn = ({
  text,
  reference,
  isReadOnly,
  mistakes,
  child,
  form,
  onForm,
  onChange,
  children,
}: TextColumnProps) => {
  const [problems, setProblems] = useState(0);
  const next = useRef<() => void>(() => undefined);
  const goToNext = useCallback(() => next.current(), []);
  useShortcuts(
    useMemo(
      () => ({
        title: "Config",
        shortcuts: [{ keys: "F8", title: "go to the next problem", run: goToNext }],
      }),
      [goToNext],
    ),
  );
  return (
    <>
      <TextHead
        text={text}
        reference={reference}
        problems={form !== null ? (mistakes?.length ?? 0) : mistakes === null && isReadOnly ? null : problems}
        goToNext={form === null ? goToNext : null}
      >
        {isReadOnly && form === null ? null : (
          <Segment
            label="Edit as"
            tiny
            options={shapes}
            value={form === null ? "text" : "form"}
            onChange={(shape) =>
              onForm(
                shape === "form"
                  ? { kind: "child", path: child ?? "" }
                  : { kind: "text", path: form?.kind === "child" ? form.path : undefined },
              )
            }
          />
        )}
      </TextHead>
      {children}
      <Suspense fallback={<Reading />}>
        {form === null ? (
          <Editor
            text={text}
            reference={reference.text}
            name={`Text of ${reference.name}`}
            isReadOnly={isReadOnly}
            mistakes={mistakes}
            child={child}
            onChange={onChange}
            onProblems={setProblems}
            onReady={(go) => {
              next.current = go;
            }}
          />
        ) : (
          <FormColumn
            text={text}
            saved={reference.text}
            shown={form}
            isReadOnly={isReadOnly}
            mistakes={mistakes}
            onChange={onChange}
            onShow={onForm}
            onEditText={(path) => onForm({ kind: "text", path })}
          />
        )}
      </Suspense>
      <p className="config-foot dim small">
        {isReadOnly
          ? "Read only."
          : form === null
            ? "Ctrl+Space completes, Escape then Tab leaves the editor."
            : "The form changes the text, and keeps its comments."}
        {reference.includes.length === 0 ? "" : ` Read with it: ${reference.includes.join(", ")}.`}
      </p>
    </>
  );
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

interface TextHeadProps {
  readonly text: string;
  readonly reference: Reference;
  /** The number of problems; null: they are not checked. */
  readonly problems: number | null;
  /** Null if the fields show the problems. */
  readonly goToNext: (() => void) | null;
  readonly children: React.ReactNode;
}

const TextHead = ({ text, reference, problems, goToNext, children }: TextHeadProps) => {
  const changed = useMemo(
    () =>
      lineChanges(linesOf(reference.text), linesOf(text)).reduce(
        (sum, { fromA, toA, fromB, toB }) => sum + Math.max(toA - fromA, toB - fromB),
        0,
      ),
    [reference.text, text],
  );
  return (
    <div className="config-head">
      <span className="row" role="status">
        {problems === null || problems === 0 ? null : <Glyph state="failed" little />}
        <b className="strong">
          {problems === null ? "Text" : problems === 0 ? "No errors" : counted(problems, "error")}
        </b>
      </span>
      <span className="dim cut">
        {changed === 0 ? `as in ${reference.name}` : `${counted(changed, "line")} changed`}
      </span>
      <span className="grow" />
      {children}
      {problems === null || problems === 0 || goToNext === null ? null : (
        <button type="button" className="button ghost tiny" onClick={goToNext}>
          Next problem <span className="key">F8</span>
        </button>
      )}
    </div>
  );
};
