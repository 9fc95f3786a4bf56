import type { FormState } from "../FormContext.ts";
import type { Flaw } from "../schema/check.ts";
import { fieldId } from "../useField.ts";

/** The errors, each with a link to its field. */
export const FlawList = ({ state: { child, prefix } }: { readonly state: FormState }) =>
  child.flaws.length === 0 ? null : (
    <ul className="form-flaws" aria-label="Errors">
      {child.flaws.map((flaw) => (
        <li key={flaw.keys.join("/")}>
          <button type="button" className="link" onClick={() => focusField(prefix, flaw)}>
            {flaw.label}
          </button>{" "}
          {flaw.message}
        </li>
      ))}
    </ul>
  );

/** Focuses the field of a flaw; a key without a field is part of the field of a key above it. */
const focusField = (prefix: string, { keys }: Flaw): void => {
  for (let length = keys.length; length > 0; length -= 1) {
    const element = document.getElementById(fieldId(prefix, keys.slice(0, length)));
    if (element === null) continue;
    element.closest("details")?.setAttribute("open", "");
    element.focus();
    return;
  }
};
