import { useState } from "react";
import { useForm } from "../FormContext.ts";
import { valueIn } from "../inherited.ts";
import type { Field } from "../schema/fields.ts";
import { clear } from "../text/clear.ts";
import { useField } from "../useField.ts";
import { type ControlProps, formWith } from "./ControlProps.ts";

/** Keys of a map that exclude each other. */
const exclusive: Readonly<Record<string, ReadonlyArray<string>>> = {
  ready: ["min_uptime", "log", "notify"],
};

/** The keys of a map, one row each. */
export const MapControl = ({ field, keys, Row }: ControlProps) => {
  const form = formWith(field, "map");
  if (form === undefined) return null;
  const choices = exclusive[field.key] ?? [];
  const others = form.fields.filter(({ key }) => !choices.includes(key));
  return (
    <fieldset className="form-map" aria-label={field.label}>
      {choices.length === 0 ? null : (
        <OneOf Row={Row} keys={keys} fields={form.fields.filter(({ key }) => choices.includes(key))} />
      )}
      {others.map((one) => (
        <Row key={one.key} field={one} keys={[...keys, one.key]} />
      ))}
    </fieldset>
  );
};

interface OneOfProps extends Pick<ControlProps, "keys" | "Row"> {
  readonly fields: ReadonlyArray<Field>;
}

/** A choice of one key, and its value. */
const OneOf = ({ keys, fields, Row }: OneOfProps) => {
  const { id } = useField(keys);
  const { child, draft, edit } = useForm();
  const whole = [...child.keys, ...keys];
  const declared = fields.filter(({ key }) => valueIn(draft, [...whole, key]) !== undefined);
  const [wanted, setWanted] = useState<string | null>(null);
  const chosen =
    declared[0] ??
    fields.find(({ key }) => key === wanted) ??
    fields.find(({ key }) => child.inheritance.at([...keys, key]) !== undefined) ??
    fields[0];
  const choose = (key: string): void => {
    setWanted(key);
    const gone = declared.filter((one) => one.key !== key);
    edit(keys, (text) => gone.reduce((now, one) => clear(now, [...whole, one.key], child.keys.length), text));
  };
  return (
    <>
      <div className="form-row">
        <div className="form-label">
          <label htmlFor={id}>It is ready when it</label>
        </div>
        <div className="form-control">
          <div className="field form-select">
            <select
              id={id}
              value={chosen?.key ?? ""}
              aria-describedby={`${id}-note`}
              onChange={(event) => choose(event.target.value)}
            >
              {fields.map(({ key, label }) => (
                <option key={key} value={key}>
                  {label.charAt(0).toLowerCase() + label.slice(1)}
                </option>
              ))}
            </select>
          </div>
        </div>
      </div>
      {(declared.length > 1 ? declared : [chosen]).map((one) =>
        one === undefined ? null : <Row key={one.key} field={one} keys={[...keys, one.key]} />,
      )}
    </>
  );
};
