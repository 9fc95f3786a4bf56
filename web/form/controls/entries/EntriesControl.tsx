import { useEffect, useRef, useState } from "react";
import { useForm } from "../../FormContext.ts";
import { isEntries, mergeKey } from "../../text/value.ts";
import { useField } from "../../useField.ts";
import { type ControlProps, formWith } from "../ControlProps.ts";
import { Entry } from "./Entry.tsx";
import { InheritedEntry } from "./InheritedEntry.tsx";
import { isSecret } from "./isSecret.ts";
import { useEntryRows } from "./useEntryRows.ts";

/** A map with free names, such as variables: the inherited entries and the child's own. */
export const EntriesControl = ({ field, keys, Row }: ControlProps) => {
  const { id, value } = useField(keys);
  const { child } = useForm();
  const form = formWith(field, "entries");
  const own = isEntries(value) ? [...value.keys()].filter((name) => name !== mergeKey) : [];
  const inherited = child.inheritance.namesAt(keys).filter((name) => !own.includes(name));
  const { rows, addRow, nameRow, removeRow } = useEntryRows(own);
  const list = useRef<HTMLUListElement>(null);
  const [isAdding, setAdding] = useState(false);
  useEffect(() => {
    if (!isAdding) return;
    setAdding(false);
    [...(list.current?.querySelectorAll<HTMLInputElement>(".form-entry-name input") ?? [])].at(-1)?.focus();
  }, [isAdding]);
  const add = (): void => {
    addRow();
    setAdding(true);
  };
  if (form === undefined) return null;
  return (
    <div className="form-entries">
      <ul ref={list} aria-label={field.label}>
        {inherited.map((name) => (
          <InheritedEntry key={name} keys={[...keys, name]} name={name} isSecret={isSecret(field, name)} />
        ))}
        {rows.map((row) => (
          <Entry
            key={row.id}
            field={field}
            forms={form.forms}
            keys={keys}
            name={row.name}
            names={own}
            Row={Row}
            onName={(name) => nameRow(row.id, name)}
            onGone={() => removeRow(row.id)}
            onEnter={add}
          />
        ))}
      </ul>
      <button type="button" id={id} className="button ghost tiny" onClick={add}>
        + Add {field.key === "env" ? "a variable" : "one"}
      </button>
    </div>
  );
};
