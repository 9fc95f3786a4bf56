import { useEffect, useId, useState } from "react";

/** So long after the last key a word counts as typed, in ms. */
const pause = 300;

interface TypedFieldProps {
  readonly name: string;
  readonly placeholder: string;
  /** What is suggested. */
  readonly known: ReadonlyArray<string>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A filter that is typed, with suggestions. */
export const TypedField = ({ name, placeholder, known, value, onChange }: TypedFieldProps) => {
  const list = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed counts, not what is done with it
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label className="field">
      <span className="faint">{name}</span>
      <input
        type="search"
        placeholder={placeholder}
        list={list}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
      />
      <datalist id={list}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </label>
  );
};
