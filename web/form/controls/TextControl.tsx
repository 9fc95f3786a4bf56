import { useId, useState } from "react";
import type { ScalarForm } from "../schema/fields.ts";
import { meaningOf } from "../schema/units.ts";

export interface Described {
  readonly id: string;
  /** The ids of the elements that describe it. */
  readonly describedBy: string;
  readonly isWrong: boolean;
}

interface TextControlProps extends Described {
  readonly form: ScalarForm;
  readonly text: string;
  readonly placeholder: string;
  readonly label?: string;
  readonly isMasked?: boolean;
  readonly isReadOnly?: boolean;
  readonly suggestions?: ReadonlyArray<string>;
  /** Writes the text into the draft; returns whether that was possible. */
  readonly onText: (text: string) => boolean;
  /** Called when it is left empty. */
  readonly onEmpty: () => void;
  readonly onEnter?: () => void;
}

const inputModeOf = ({ type }: ScalarForm): "numeric" | "decimal" | "text" =>
  /^(whole number|port)/.test(type) ? "numeric" : type.startsWith("number from") ? "decimal" : "text";

/** A text field. Each change goes to the draft at once; a key whose field is left empty is removed. */
export const TextControl = (props: TextControlProps) => {
  const {
    id,
    describedBy,
    isWrong,
    form,
    text,
    placeholder,
    label,
    isMasked = false,
    isReadOnly = false,
  } = props;
  const { suggestions = form.suggestions, onText, onEmpty, onEnter } = props;
  const list = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? text;
  const meaning = isMasked ? null : meaningOf(form.type, shown);
  const change = (next: string): void => {
    const isWritten = next === "" || onText(next);
    setTyped(next === "" || !isWritten ? next : null);
  };
  const leave = (): void => {
    if (typed !== "") return;
    setTyped(null);
    if (text !== "") onEmpty();
  };
  const shared = {
    id,
    value: shown,
    placeholder,
    readOnly: isReadOnly,
    "aria-label": label,
    "aria-describedby": describedBy || undefined,
    "aria-invalid": isWrong,
    autoComplete: "off",
    autoCapitalize: "off",
    spellCheck: false,
    className: isMasked ? "mono masked" : "mono",
    onBlur: leave,
  };
  if (shown.includes("\n"))
    return (
      <div className="field form-area">
        <textarea
          {...shared}
          rows={Math.min(12, shown.split("\n").length)}
          onChange={(event) => change(event.target.value)}
        />
      </div>
    );
  return (
    <div className="form-typed">
      <div className="field">
        <input
          {...shared}
          type="text"
          inputMode={inputModeOf(form)}
          list={suggestions.length > 0 ? list : undefined}
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || onEnter === undefined) return;
            event.preventDefault();
            onEnter();
          }}
        />
        {suggestions.length > 0 ? (
          <datalist id={list}>
            {suggestions.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        ) : null}
      </div>
      {meaning === null ? null : <span className="form-meaning">{meaning}</span>}
    </div>
  );
};
