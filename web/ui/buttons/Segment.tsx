import { type ReactNode, useId } from "react";

interface SegmentProps<Value extends string> {
  readonly label: string;
  readonly options: ReadonlyArray<{
    readonly value: Value;
    readonly shown: ReactNode;
    readonly name?: string;
  }>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly tiny?: boolean;
}

/** A choice of one option among a few. */
export const Segment = <Value extends string>({
  label,
  options,
  value,
  onChange,
  tiny,
}: SegmentProps<Value>) => {
  const group = useId();
  return (
    <div className={tiny === true ? "segment tiny" : "segment"} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} title={option.name}>
          <input
            type="radio"
            name={group}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            {...(option.name === undefined ? {} : { "aria-label": option.name })}
          />
          {option.shown}
        </label>
      ))}
    </div>
  );
};
