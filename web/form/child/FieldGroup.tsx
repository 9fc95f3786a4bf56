import { FieldRow } from "../FieldRow.tsx";
import { type FormState, useForm } from "../FormContext.ts";
import { valueIn } from "../inherited.ts";
import type { Group } from "../schema/groups.ts";
import { digestOf } from "./digest.ts";

/** A group of keys, folded if neither the draft nor the saved text sets one of them. */
export const FieldGroup = ({ group, isFirst }: { readonly group: Group; readonly isFirst: boolean }) => {
  const state = useForm();
  return (
    <details className="form-group" open={isFirst || isDeclared(state, group)}>
      <summary>
        <h2>{group.title}</h2>
        <span className="faint cut">{digestOf(state.child, state.draft, group)}</span>
      </summary>
      {group.fields.map((field) => (
        <FieldRow key={field.key} field={field} keys={[field.key]} />
      ))}
    </details>
  );
};

const isDeclared = ({ draft, child, saved }: FormState, { fields }: Group): boolean =>
  fields.some(
    ({ key }) =>
      valueIn(draft, [...child.keys, key]) !== undefined ||
      (saved !== null && valueIn(saved.draft, [...saved.keys, key]) !== undefined),
  );
