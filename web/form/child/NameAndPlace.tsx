import { useState } from "react";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { nameOf } from "../../paths.ts";
import { useForm } from "../FormContext.ts";
import { nameFlaw, nameRule } from "../names.ts";
import { namesUnder, overlaysOf, parentOf, renameChild } from "../text/children.ts";

/** The name of a child, and the other parts of the file that refer to it. */
export const NameAndPlace = ({ onRenamed }: { readonly onRenamed: (path: ChildPath) => void }) => {
  const { child, draft, edit, failure, prefix } = useForm();
  const parent = parentOf(child.path);
  const name = nameOf(child.path).replace(/#.*$/, "");
  const [typed, setTyped] = useState(name);
  const siblings = namesUnder(draft, parent).filter((one) => one !== name);
  const flaw = typed === name ? null : nameFlaw(typed, siblings);
  const error = flaw ?? (failure?.about === "name" ? failure.message : null);
  const id = `${prefix}name`;
  const rename = (): void => {
    if (typed === name || flaw !== null) return;
    const next = parent === "" ? typed : `${parent}/${typed}`;
    if (edit(["name"], (text) => renameChild(text, child.path, typed))) onRenamed(next);
  };
  const overlays = overlaysOf(draft, child.path).map(([, environment]) => environment);
  return (
    <section className="form-group" aria-label="Name and place">
      <div className="form-row" data-dirty={typed !== name}>
        <div className="form-label">
          <label htmlFor={id}>Name</label>
        </div>
        <div className="form-control">
          <div className="row">
            <div className="field">
              <input
                id={id}
                type="text"
                className="mono"
                value={typed}
                aria-invalid={error !== null}
                aria-describedby={error === null ? `${id}-note` : `${id}-error ${id}-note`}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === "Enter") rename();
                  if (event.key === "Escape") setTyped(name);
                }}
              />
            </div>
            {typed === name ? null : (
              <button type="button" className="button" disabled={flaw !== null} onClick={rename}>
                Rename
              </button>
            )}
          </div>
          {error === null ? null : (
            <p className="form-error" id={`${id}-error`} role="alert">
              {error}
            </p>
          )}
          <p className="form-note" id={`${id}-note`}>
            {typed === name
              ? `${nameRule} Under ${parent || "the root"}.`
              : "Under another name it is another child: an apply removes this one and adds the new one."}
          </p>
          {overlays.length === 0 ? null : (
            <p className="form-note">
              Also changed by {overlays.length === 1 ? "the environment" : "the environments"}{" "}
              <code>{overlays.join(", ")}</code>, which only the text shows.
            </p>
          )}
        </div>
      </div>
    </section>
  );
};
