import { useEffect, useRef, useState } from "react";
import { Changed } from "../Changed.tsx";
import { useForm } from "../FormContext.ts";
import type { Field, Form, ScalarForm } from "../schema/fields.ts";
import { isSecretName, shownValue, textOf, withheld } from "../shown.ts";
import type { Keys } from "../text/draft.ts";
import { isEntries, isText, mergeKey, word } from "../text/value.ts";
import { useField } from "../useField.ts";
import { type ControlProps, formWith, type RowProps } from "./ControlProps.ts";
import { TextControl } from "./TextControl.tsx";

interface Row {
  readonly id: number;
  /** The name as in the file; null until it is complete. */
  readonly name: string | null;
}

/** A map with free names, such as variables: its own entries and the inherited ones. */
export const EntriesControl = ({ field, keys, Row }: ControlProps) => {
  const { id, value } = useField(keys);
  const { child } = useForm();
  const form = formWith(field, "entries");
  const own = isEntries(value) ? [...value.keys()].filter((name) => name !== mergeKey) : [];
  const others = child.inheritance.namesAt(keys).filter((name) => !own.includes(name));
  const nextId = useRef(0);
  const fresh = (name: string | null): Row => {
    nextId.current += 1;
    return { id: nextId.current, name };
  };
  const [rows, setRows] = useState<ReadonlyArray<Row>>(() => own.map(fresh));
  const known = rows.flatMap(({ name }) => name ?? []);
  const isOutdated = known.join("\n") !== own.join("\n");
  if (isOutdated)
    setRows([
      ...own.map((name) => rows.find((row) => row.name === name) ?? fresh(name)),
      ...rows.filter(({ name }) => name === null),
    ]);
  const list = useRef<HTMLUListElement>(null);
  const [isAdding, setAdding] = useState(false);
  useEffect(() => {
    if (!isAdding) return;
    setAdding(false);
    [...(list.current?.querySelectorAll<HTMLInputElement>(".form-entry-name input") ?? [])].at(-1)?.focus();
  }, [isAdding]);
  const add = (): void => {
    if (!rows.some(({ name }) => name === null)) setRows([...rows, fresh(null)]);
    setAdding(true);
  };
  if (form === undefined) return null;
  return (
    <div className="form-entries">
      <ul ref={list} aria-label={field.label}>
        {others.map((name) => (
          <Taken key={name} keys={[...keys, name]} name={name} isSecret={isSecret(field, name)} />
        ))}
        {rows.map((row) => (
          <Entry
            key={row.id}
            field={field}
            forms={form.forms}
            keys={keys}
            name={row.name}
            taken={own}
            Row={Row}
            onName={(name) => setRows(rows.map((one) => (one.id === row.id ? { ...one, name } : one)))}
            onGone={() => setRows(rows.filter((one) => one.id !== row.id))}
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

const isSecret = ({ key }: Field, name: string): boolean => key === "env" && isSecretName(name);

interface TakenProps {
  readonly keys: Keys;
  readonly name: string;
  readonly isSecret: boolean;
}

/** An inherited entry. */
const Taken = ({ keys, name, isSecret: isHidden }: TakenProps) => {
  const { inherited, set } = useField(keys);
  if (inherited === undefined) return null;
  return (
    <li className="form-entry taken">
      <code className="form-entry-name cut">{name}</code>
      <code className="cut">{isHidden && isText(inherited.value) ? "•••" : shownValue(inherited.value)}</code>
      <span className="form-origin">{inherited.from}</span>
      <button
        type="button"
        className="button ghost tiny"
        aria-label={`Override ${name}`}
        onClick={() => set(inherited.value)}
      >
        Override
      </button>
    </li>
  );
};

interface EntryProps extends Pick<ControlProps, "field" | "keys" | "Row"> {
  readonly forms: ReadonlyArray<Form>;
  readonly name: string | null;
  /** The names already in use. */
  readonly taken: ReadonlyArray<string>;
  readonly onName: (name: string) => void;
  readonly onGone: () => void;
  readonly onEnter: () => void;
}

const nameFlaw = (name: string, taken: ReadonlyArray<string>): string | null =>
  /[=\s\0]/.test(name)
    ? "a name has no spaces and no ="
    : taken.includes(name)
      ? `there is a ${name} already`
      : null;

const Entry = ({ field, forms, keys, name, taken, Row, onName, onGone, onEnter }: EntryProps) => {
  const entry = useField([...keys, name ?? ""]);
  const [typed, setTyped] = useState<string | null>(null);
  const shownName = typed ?? name ?? "";
  const flaw =
    typed === null || typed === ""
      ? null
      : nameFlaw(
          typed,
          taken.filter((one) => one !== name),
        );
  const error = flaw ?? (name === null ? null : (entry.refusal ?? entry.flaw?.message ?? null));
  const leave = (): void => {
    if (typed === null || flaw !== null) return;
    if (typed === "") {
      if (name === null) return;
      setTyped(null);
      return;
    }
    const isWritten =
      typed === name ? true : name === null ? entry.setAt(typed, word("")) : entry.rename(typed);
    if (!isWritten) return;
    setTyped(null);
    onName(typed);
  };
  const remove = (): void => {
    onGone();
    if (name !== null) entry.unset();
  };
  const title = shownName || "the new one";
  const errorId = `${entry.id}-error`;
  return (
    <li className="form-entry" data-dirty={name !== null && entry.isDirty}>
      <div className="field form-entry-name">
        <input
          type="text"
          className="mono"
          value={shownName}
          placeholder="NAME"
          aria-label={`Name of ${title}`}
          aria-invalid={flaw !== null}
          aria-describedby={error === null ? undefined : errorId}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Enter")
              event.currentTarget.closest("li")?.querySelectorAll("input")[1]?.focus();
          }}
        />
      </div>
      <EntryValue
        field={field}
        forms={forms}
        keys={[...keys, name ?? ""]}
        name={name}
        isWrong={error !== null}
        Row={Row}
        onEnter={onEnter}
      />
      <button type="button" className="button ghost tiny" aria-label={`Remove ${title}`} onClick={remove}>
        ×
      </button>
      {error === null ? null : (
        <p className="form-error" id={errorId} role="alert">
          {error}
        </p>
      )}
      {name === null ? null : <Changed keys={[...keys, name]} isSecret={isSecret(field, name)} />}
    </li>
  );
};

interface EntryValueProps extends RowProps, Pick<ControlProps, "isWrong" | "Row"> {
  readonly forms: ReadonlyArray<Form>;
  readonly name: string | null;
  readonly onEnter: () => void;
}

const EntryValue = ({ field, forms, keys, name, isWrong, Row, onEnter }: EntryValueProps) => {
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
