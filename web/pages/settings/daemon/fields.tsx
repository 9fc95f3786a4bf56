import { useId, useState } from "react";
import { Segment } from "../../../ui/buttons/Segment.tsx";
import { type Field, type Parts, shown } from "./settingsForm.ts";

interface ValueFieldProps {
  readonly field: Field;
  /** The accessible name. */
  readonly label: string;
  /** Undefined: it is left out. */
  readonly value: unknown;
  /** The default. */
  readonly otherwise: unknown;
  readonly isInvalid?: boolean;
  readonly onChange: (value: unknown) => void;
}

/** The kind of field for a value. */
export const ValueField = (props: ValueFieldProps) => {
  const { field, label, value, otherwise, onChange } = props;
  switch (field.kind) {
    case "flag":
      return <Flag {...props} />;
    case "list":
      return <List {...props} />;
    case "map":
      return (
        <PartFields
          parts={field.parts}
          label={label}
          value={value}
          otherwise={otherwise}
          onChange={onChange}
        />
      );
    case "choice":
      return <ChoiceField {...props} words={field.words} parts={field.parts} />;
    case "number":
      return (
        <span className="field">
          <input
            type="number"
            aria-label={label}
            min={field.minimum}
            max={field.maximum}
            value={typeof value === "number" ? value : ""}
            placeholder={otherwise === null ? "" : shown(otherwise)}
            onChange={({ target }) => onChange(target.value === "" ? undefined : target.valueAsNumber)}
          />
        </span>
      );
    case "text":
      return <TextField {...props} isNumber={field.isNumber} />;
  }
};

const asText = (value: unknown): string =>
  value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);

const TextField = ({
  label,
  value,
  otherwise,
  isInvalid = false,
  isNumber,
  onChange,
}: ValueFieldProps & { readonly isNumber: boolean }) => (
  <span className="field">
    <input
      aria-label={label}
      aria-invalid={isInvalid}
      value={asText(value)}
      placeholder={shown(otherwise)}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target: { value: text } }) =>
        onChange(text === "" ? undefined : isNumber && /^\d+$/.test(text) ? Number(text) : text)
      }
    />
  </span>
);

const flags = [
  { value: "left out", shown: "Default" },
  { value: "true", shown: "Yes" },
  { value: "false", shown: "No" },
] as const;

const Flag = ({ label, value, onChange }: ValueFieldProps) => (
  <Segment
    label={label}
    options={flags}
    value={value === true ? "true" : value === false ? "false" : "left out"}
    onChange={(chosen) => onChange(chosen === "left out" ? undefined : chosen === "true")}
  />
);

const linesOf = (value: unknown): string =>
  Array.isArray(value) ? value.join("\n") : value === undefined ? "" : String(value);

const List = ({ label, value, otherwise, isInvalid = false, onChange }: ValueFieldProps) => {
  // The text as typed: an empty line is no item, but must not vanish during typing.
  const [text, setText] = useState(linesOf(value));
  const change = (typed: string): void => {
    setText(typed);
    const items = typed
      .split(/[\n,]/)
      .map((one) => one.trim())
      .filter((one) => one !== "");
    onChange(items.length === 0 ? undefined : items);
  };
  return (
    <span className="field lines-field">
      <textarea
        aria-label={`${label}, one a line`}
        aria-invalid={isInvalid}
        rows={Math.max(2, text.split("\n").length)}
        value={text}
        placeholder={`${shown(otherwise)}; one a line`}
        spellCheck={false}
        onChange={({ target }) => change(target.value)}
      />
    </span>
  );
};

interface PartFieldsProps extends Omit<ValueFieldProps, "field"> {
  readonly parts: Parts;
}

const partsIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const PartFields = ({ parts, label, value, otherwise, onChange }: PartFieldsProps) => {
  const id = useId();
  const given = partsIn(value);
  const change = (key: string, part: unknown): void => {
    const { [key]: _, ...others } = given;
    const all = part === undefined ? others : { ...others, [key]: part };
    onChange(Object.keys(all).length === 0 ? undefined : all);
  };
  return (
    <div className="parts">
      {parts.map(({ key, description, field }) => (
        <div key={key} className="part">
          <span className="mono dim">{key}</span>
          <ValueField
            field={field}
            label={`${label}: ${key}`}
            value={given[key]}
            otherwise={partsIn(otherwise)[key] ?? null}
            onChange={(part) => change(key, part)}
          />
          {description === "" ? null : (
            <p className="small faint" id={`${id}-${key}`}>
              {description}
            </p>
          )}
        </div>
      ))}
    </div>
  );
};

/** One of some words, or the parts of a map. */
const ChoiceField = ({
  label,
  value,
  otherwise,
  words,
  parts,
  onChange,
}: ValueFieldProps & { readonly words: ReadonlyArray<string>; readonly parts: Parts }) => {
  const [isMap, setMap] = useState(typeof value === "object");
  const files = parts.map(({ key }) => key).join(" and ");
  const choose = (chosen: string): void => {
    setMap(chosen === files);
    onChange(words.includes(chosen) ? chosen : undefined);
  };
  return (
    <>
      <Segment
        label={label}
        options={["default", ...words, files].map((one) => ({ value: one, shown: one }))}
        value={isMap ? files : typeof value === "string" ? value : "default"}
        onChange={choose}
      />
      {isMap ? (
        <PartFields parts={parts} label={label} value={value} otherwise={otherwise} onChange={onChange} />
      ) : null}
    </>
  );
};
