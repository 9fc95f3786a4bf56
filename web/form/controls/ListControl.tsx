import { useEffect, useRef, useState } from "react";
import { checkScalar } from "../schema/check.ts";
import type { ScalarForm } from "../schema/fields.ts";
import { string, word } from "../text/value.ts";
import { type Described, TextControl } from "./TextControl.tsx";

interface ListControlProps extends Described {
  readonly form: ScalarForm;
  readonly label: string;
  readonly items: ReadonlyArray<string>;
  readonly placeholder: string;
  readonly suggestions?: ReadonlyArray<string>;
  readonly onItems: (items: ReadonlyArray<string>) => boolean;
}

interface Row {
  readonly id: number;
  readonly text: string;
}

const filled = (rows: ReadonlyArray<Row>): ReadonlyArray<string> =>
  rows.map(({ text }) => text).filter((text) => text !== "");

/**
 * A list with one row for each item. Enter adds one, Backspace in an empty one removes it, Alt with an arrow key moves
 * it. Empty rows are not part of the list.
 */
export const ListControl = (props: ListControlProps) => {
  const { id, describedBy, isWrong, form, label, items, placeholder, suggestions, onItems } = props;
  const nextId = useRef(0);
  const fresh = (text: string): Row => {
    nextId.current += 1;
    return { id: nextId.current, text };
  };
  const [rows, setRows] = useState<ReadonlyArray<Row>>(() => items.map(fresh));
  const isOutdated = filled(rows).join("\0") !== items.filter((text) => text !== "").join("\0");
  if (isOutdated) setRows(items.map(fresh));
  const shown = isOutdated ? [] : rows.length === 0 ? [{ id: 0, text: "" }] : rows;
  const list = useRef<HTMLOListElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  useEffect(() => {
    if (focused === null) return;
    list.current?.querySelectorAll("input")[focused]?.focus();
    setFocused(null);
  }, [focused]);
  const change = (next: ReadonlyArray<Row>): boolean => {
    const texts = filled(next);
    const isSame = texts.join("\0") === filled(rows).join("\0");
    const isWritten = isSame || onItems(texts);
    if (isWritten) setRows(next);
    return isWritten;
  };
  const insert = (at: number): void => {
    change([...shown.slice(0, at + 1), fresh(""), ...shown.slice(at + 1)]);
    setFocused(at + 1);
  };
  const remove = (at: number): void => {
    change(shown.filter((_, index) => index !== at));
    setFocused(Math.max(0, at - 1));
  };
  const move = (at: number, by: number): void => {
    const row = shown[at];
    const to = at + by;
    if (row === undefined || to < 0 || to >= shown.length) return;
    const others = shown.filter((_, index) => index !== at);
    change([...others.slice(0, to), row, ...others.slice(to)]);
    setFocused(to);
  };
  const press = (event: React.KeyboardEvent, at: number): void => {
    if (event.key === "Backspace" && shown[at]?.text === "" && shown.length > 1) remove(at);
    else if (event.altKey && event.key === "ArrowUp") move(at, -1);
    else if (event.altKey && event.key === "ArrowDown") move(at, 1);
    else return;
    event.preventDefault();
  };
  return (
    <div className="form-list">
      <ol ref={list} aria-label={label}>
        {shown.map((row, at) => (
          <li key={row.id} onKeyDown={(event) => press(event, at)}>
            <TextControl
              id={at === 0 ? id : `${id}-${row.id}`}
              describedBy={describedBy}
              isWrong={isWrong && !isRight(form, row.text)}
              form={form}
              label={`${label}, ${at + 1}`}
              text={row.text}
              placeholder={at === 0 ? placeholder : ""}
              {...(suggestions === undefined ? {} : { suggestions })}
              onText={(text) => change(shown.map((one) => (one === row ? { ...row, text } : one)))}
              onEmpty={() => change(shown.map((one) => (one === row ? { ...row, text: "" } : one)))}
              onEnter={() => insert(at)}
            />
            {row.text === "" && shown.length === 1 ? null : (
              <button
                type="button"
                className="button ghost tiny"
                aria-label={`Remove ${row.text || "the empty line"}`}
                onClick={() => remove(at)}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ol>
      {shown.at(-1)?.text === "" ? null : (
        <button type="button" className="button ghost tiny" onClick={() => insert(shown.length - 1)}>
          + Add
        </button>
      )}
    </div>
  );
};

const isRight = (form: ScalarForm, text: string): boolean =>
  text === "" || checkScalar(form, form.isString ? string(text) : word(text)) === null;
