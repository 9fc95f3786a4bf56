import { useState } from "react";
import { Changed } from "../../Changed.tsx";
import type { Form } from "../../schema/fields.ts";
import { word } from "../../text/value.ts";
import { useField } from "../../useField.ts";
import type { ControlProps } from "../ControlProps.ts";
import { EntryValue } from "./EntryValue.tsx";
import { entryNameFlaw } from "./entryNameFlaw.ts";
import { isSecret } from "./isSecret.ts";

interface EntryProps extends Pick<ControlProps, "field" | "keys" | "Row"> {
  readonly forms: ReadonlyArray<Form>;
  readonly name: string | null;
  /** The names in use. */
  readonly names: ReadonlyArray<string>;
  readonly onName: (name: string) => void;
  readonly onGone: () => void;
  readonly onEnter: () => void;
}

/** An entry of the child's own. Its name is written when the field is left, its value as it is typed. */
export const Entry = ({ field, forms, keys, name, names, Row, onName, onGone, onEnter }: EntryProps) => {
  const entry = useField([...keys, name ?? ""]);
  const [typed, setTyped] = useState<string | null>(null);
  const shownName = typed ?? name ?? "";
  const flaw =
    typed === null || typed === ""
      ? null
      : entryNameFlaw(
          typed,
          names.filter((one) => one !== name),
        );
  const error = flaw ?? (name === null ? null : (entry.refusal ?? entry.flaw?.message ?? null));
  const leave = (): void => {
    if (typed === null || flaw !== null) return;
    if (typed === "") {
      if (name === null) return;
      setTyped(null);
      return;
    }
    const isWritten =
      typed === name ? true : name === null ? entry.setAt(typed, word("")) : entry.rename(typed);
    if (!isWritten) return;
    setTyped(null);
    onName(typed);
  };
  const remove = (): void => {
    onGone();
    if (name !== null) entry.unset();
  };
  const title = shownName || "the new one";
  const errorId = `${entry.id}-error`;
  return (
    <li className="form-entry" data-dirty={name !== null && entry.isDirty}>
      <div className="field form-entry-name">
        <input
          type="text"
          className="mono"
          value={shownName}
          placeholder="NAME"
          aria-label={`Name of ${title}`}
          aria-invalid={flaw !== null}
          aria-describedby={error === null ? undefined : errorId}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Enter")
              event.currentTarget.closest("li")?.querySelectorAll("input")[1]?.focus();
          }}
        />
      </div>
      <EntryValue
        field={field}
        forms={forms}
        keys={[...keys, name ?? ""]}
        name={name}
        isWrong={error !== null}
        Row={Row}
        onEnter={onEnter}
      />
      <button type="button" className="button ghost tiny" aria-label={`Remove ${title}`} onClick={remove}>
        ×
      </button>
      {error === null ? null : (
        <p className="form-error" id={errorId} role="alert">
          {error}
        </p>
      )}
      {name === null ? null : <Changed keys={[...keys, name]} isSecret={isSecret(field, name)} />}
    </li>
  );
};
