import { useState } from "react";
import type { Form, ScalarForm } from "../../schema/fields.ts";
import { textOf, withheld } from "../../shown.ts";
import { isEntries, word } from "../../text/value.ts";
import { useField } from "../../useField.ts";
import type { ControlProps, RowProps } from "../ControlProps.ts";
import { TextControl } from "../TextControl.tsx";
import { isSecret } from "./isSecret.ts";

interface EntryValueProps extends RowProps, Pick<ControlProps, "isWrong" | "Row"> {
  readonly forms: ReadonlyArray<Form>;
  readonly name: string | null;
  readonly onEnter: () => void;
}

/** The value of an entry: a text, or a map with the name of a secret. */
export const EntryValue = ({ field, forms, keys, name, isWrong, Row, onEnter }: EntryValueProps) => {
  const { id, value, set } = useField(keys);
  const [isShown, setShown] = useState(false);
  const typed = forms.find((form): form is ScalarForm => form.kind === "scalar");
  const map = forms.find((form) => form.kind === "map");
  const kind = isEntries(value) ? "map" : "value";
  const isHidden = name !== null && isSecret(field, name);
  const title = name ?? "the new one";
  const text = textOf(value);
  if (kind === "value" && text === withheld)
    return (
      <div className="form-entry-value row">
        <span className="faint">withheld, stays as it is</span>
        <button type="button" className="button ghost tiny" onClick={() => set(word(""))}>
          Replace
        </button>
      </div>
    );
  return (
    <div className="form-entry-value">
      {map === undefined ? null : (
        <div className="field form-kind">
          <select
            value={kind}
            aria-label={`What ${title} is`}
            disabled={name === null}
            onChange={(event) =>
              set(event.target.value === "map" ? new Map([["secret", word("")]]) : word(""))
            }
          >
            <option value="value">value</option>
            <option value="map">secret</option>
          </select>
        </div>
      )}
      {kind === "map" && map?.kind === "map" ? (
        <div className="form-map">
          {map.fields.map((one) => (
            <Row key={one.key} field={one} keys={[...keys, one.key]} />
          ))}
        </div>
      ) : typed === undefined ? null : (
        <>
          <TextControl
            id={id}
            describedBy={isWrong ? `${id}-error` : ""}
            isWrong={isWrong}
            form={typed}
            label={`Value of ${title}`}
            text={text}
            placeholder={name === null ? "name it first" : "empty"}
            isReadOnly={name === null}
            isMasked={isHidden && !isShown}
            onText={(next) => set(word(next))}
            onEmpty={() => set(word(""))}
            onEnter={onEnter}
          />
          {isHidden && text !== "" ? (
            <button
              type="button"
              className="button ghost tiny"
              aria-pressed={isShown}
              aria-label={`Show the value of ${title}`}
              onClick={() => setShown(!isShown)}
            >
              {isShown ? "Hide" : "Show"}
            </button>
          ) : null}
        </>
      )}
    </div>
  );
};
