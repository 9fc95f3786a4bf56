import type { ReactNode } from "react";
import { Changed } from "./Changed.tsx";
import { Control } from "./controls/Control.tsx";
import type { RowProps } from "./controls/ControlProps.ts";
import { Marked } from "./Marked.tsx";
import { SchedulePreview } from "./schedule/SchedulePreview.tsx";
import type { Field } from "./schema/fields.ts";
import { shownValue } from "./shown.ts";
import { isEntries, type Value } from "./text/value.ts";
import { useField } from "./useField.ts";

/** One key: its name, its control, its description, and its error or change. */
export const FieldRow = ({ field, keys }: RowProps) => {
  const { id, value, was, inherited, isDirty, flaw, refusal } = useField(keys);
  const isAbsent = value === undefined;
  if (field.sameAs !== null && isAbsent && !isDirty && inherited === undefined) return null;
  const error = refusal ?? flaw?.message ?? null;
  return (
    <div className="form-row" data-dirty={isDirty} data-absent={isAbsent}>
      <div className="form-label">
        {hasOwnLabels(field) ? <span>{field.label}</span> : <label htmlFor={id}>{field.label}</label>}
        <code>{field.key}</code>
      </div>
      <div className="form-control">
        <Control field={field} keys={keys} isWrong={error !== null} Row={FieldRow} />
        {error === null ? null : (
          <p className="form-error" id={`${id}-error`} role="alert">
            {error}
          </p>
        )}
        {field.key === "schedule" ? <SchedulePreview keys={keys} /> : null}
        <p className="form-note" id={`${id}-note`}>
          <Marked text={field.description} /> <Otherwise field={field} keys={keys} />
        </p>
        {isTold(field, value, was) ? null : <Changed keys={keys} />}
      </div>
    </div>
  );
};

/** Whether the rows of its own keys show the changes. */
const isTold = ({ forms }: Field, value: Value | undefined, was: Value | undefined): boolean => {
  const areMaps = [value, was].every((one) => one === undefined || isEntries(one));
  const isGone = isEntries(was) && [...was.keys()].some((name) => !isEntries(value) || !value.has(name));
  return areMaps && (forms.some(({ kind }) => kind === "map") || !isGone);
};

/** Whether it is a group of controls with labels of their own. */
const hasOwnLabels = ({ key, forms }: Field): boolean =>
  key !== "ready" && forms.every(({ kind }) => kind === "map" || kind === "entries");

/** The default or inherited value of the key. */
const Otherwise = ({ field, keys }: RowProps): ReactNode => {
  const { inherited } = useField(keys);
  // The entries of a map show their own origins.
  if (inherited !== undefined && field.forms.every(({ kind }) => kind !== "entries"))
    return (
      <span className="form-origin">
        From {inherited.from}: <code>{shownValue(inherited.value)}</code>
      </span>
    );
  return field.byDefault === null ? null : (
    <>
      Default: <Marked text={field.byDefault} />.
    </>
  );
};
