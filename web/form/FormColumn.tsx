import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { toParam } from "../paths.ts";
import { ChildForm } from "./child/ChildForm.tsx";
import "./form.css";
import type { Mistake } from "./mistakes.ts";
import { NewChildForm } from "./newChild/NewChildForm.tsx";
import { pathsIn } from "./text/children.ts";
import { draftOrReason } from "./text/draft.ts";

/** The form to show: of a child by its path, or of a new child under a supervisor. */
export type ShownForm =
  | { readonly kind: "child"; readonly path: ChildPath }
  | { readonly kind: "new"; readonly under: ChildPath };

interface FormColumnProps {
  readonly text: string;
  /** The text that changes are shown against. */
  readonly saved: string;
  readonly shown: ShownForm;
  readonly isReadOnly: boolean;
  readonly mistakes: ReadonlyArray<Mistake> | null;
  readonly onChange: (text: string) => void;
  readonly onShow: (shown: ShownForm) => void;
  readonly onEditText: (path: ChildPath) => void;
}

/** The draft as forms, with a choice of the child. */
const FormColumn = (props: FormColumnProps) => {
  const { text, saved, shown, isReadOnly, mistakes, onChange, onShow, onEditText } = props;
  const path = shown.kind === "child" ? shown.path : shown.under;
  const paths = pathsOf(text);
  const show = (next: ChildPath): void => onShow({ kind: "child", path: next });
  return (
    <div className="form-column">
      <div className="form-tools">
        <label className="field form-select">
          <span className="hidden-text">Child</span>
          <select
            value={shown.kind === "new" ? "" : toParam(path)}
            onChange={(event) => show(event.target.value === "/" ? "" : event.target.value)}
          >
            {shown.kind === "new" ? <option value="">a new child</option> : null}
            {shown.kind === "child" && !paths.includes(path) ? (
              <option value={toParam(path)}>{path}</option>
            ) : null}
            {paths.map((one) => (
              <option key={one} value={toParam(one)}>
                {one || "the tree"}
              </option>
            ))}
          </select>
        </label>
        {shown.kind === "new" || isReadOnly ? null : (
          <button type="button" className="button" onClick={() => onShow({ kind: "new", under: path })}>
            Add a child
          </button>
        )}
      </div>
      <fieldset className="form-all" disabled={isReadOnly} aria-label="Form">
        {shown.kind === "new" ? (
          <NewChildForm
            key={shown.under}
            text={text}
            under={shown.under}
            onChange={onChange}
            onAdded={show}
          />
        ) : (
          <ChildForm
            text={text}
            path={path}
            saved={saved}
            mistakes={mistakes}
            onChange={onChange}
            onPath={show}
            onEditText={() => onEditText(path)}
          />
        )}
      </fieldset>
    </div>
  );
};

const pathsOf = (text: string): ReadonlyArray<ChildPath> => {
  const draft = draftOrReason(text);
  return typeof draft === "string" ? [""] : pathsIn(draft);
};

// For React.lazy.
export default FormColumn;
