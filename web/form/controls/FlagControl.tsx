import type { Described } from "./TextControl.tsx";

interface FlagControlProps extends Described {
  readonly text: string | null;
  /** The value without the key. */
  readonly otherwise: string;
  readonly onFlag: (isOn: boolean) => void;
  readonly onUnset: () => void;
}

/** A switch. It shows the effective value, also if the file does not set it. */
export const FlagControl = ({
  id,
  describedBy,
  isWrong,
  text,
  otherwise,
  onFlag,
  onUnset,
}: FlagControlProps) => {
  const isOn = (text ?? otherwise) === "true";
  return (
    <div className="form-flag">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={describedBy}
        aria-invalid={isWrong}
        onChange={(event) => onFlag(event.target.checked)}
      />
      <span className={text === null ? "faint" : undefined}>
        {text === null || /^(true|false)$/.test(text) ? (isOn ? "on" : "off") : text}
      </span>
      {text === null ? null : (
        <button type="button" className="button ghost tiny" onClick={onUnset}>
          Unset
        </button>
      )}
    </div>
  );
};
