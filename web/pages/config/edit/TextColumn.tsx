import { lazy, type ReactNode, Suspense, useState } from "react";
import type { ConfigMistake } from "../../../api/config.ts";
import type { ShownForm } from "../../../form/FormColumn.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import type { Shown } from "../shown.ts";
import type { Reference } from "../useReference.ts";
import { ShapeChoice } from "./ShapeChoice.tsx";
import { TextHead } from "./TextHead.tsx";
import { useNextProblem } from "./useNextProblem.ts";

const Editor = lazy(() => import("../editor/Editor.tsx"));
const FormColumn = lazy(() => import("../../../form/FormColumn.tsx"));

interface TextColumnProps {
  readonly text: string;
  readonly reference: Reference;
  readonly isReadOnly: boolean;
  readonly mistakes: ReadonlyArray<ConfigMistake> | null;
  readonly child: string | undefined;
  /** The shown form; null: the text is shown. */
  readonly form: ShownForm | null;
  readonly onShow: (shown: Shown) => void;
  readonly onChange: (text: string) => void;
  /** Shown above the text. */
  readonly children: ReactNode;
}

/** The draft, as text or in a form. */
export const TextColumn = (props: TextColumnProps) => {
  const { text, reference, isReadOnly, mistakes, child, form, onShow, onChange, children } = props;
  const [problems, setProblems] = useState(0);
  const { goToNext, onReady } = useNextProblem();
  const isUnchecked = mistakes === null && isReadOnly;
  return (
    <>
      <TextHead
        text={text}
        reference={reference}
        problems={form !== null ? (mistakes?.length ?? 0) : isUnchecked ? null : problems}
        goToNext={form === null ? goToNext : null}
      >
        {isReadOnly && form === null ? null : <ShapeChoice form={form} child={child} onShow={onShow} />}
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
            onReady={onReady}
          />
        ) : (
          <FormColumn
            text={text}
            saved={reference.text}
            shown={form}
            isReadOnly={isReadOnly}
            mistakes={mistakes}
            onChange={onChange}
            onShow={onShow}
            onEditText={(path) => onShow({ kind: "text", path })}
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
