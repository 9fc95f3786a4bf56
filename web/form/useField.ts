import { useForm } from "./FormContext.ts";
import { type Inherited, valueIn } from "./inherited.ts";
import type { Flaw } from "./schema/check.ts";
import { clear } from "./text/clear.ts";
import type { Keys } from "./text/draft.ts";
import { renameKey } from "./text/renameKey.ts";
import { isSame, type Value } from "./text/value.ts";
import { write } from "./text/write.ts";

/** The id of the control of a field. */
export const fieldId = (prefix: string, keys: Keys): string =>
  `${prefix}${keys.map(encodeURIComponent).join("/")}`;

interface FieldState {
  readonly id: string;
  readonly value: Value | undefined;
  readonly inherited: Inherited | undefined;
  readonly isNew: boolean;
  readonly was: Value | undefined;
  readonly isDirty: boolean;
  readonly flaw: Flaw | undefined;
  /** The reason why the last edit was not possible. */
  readonly refusal: string | null;
  readonly set: (value: Value) => boolean;
  readonly unset: () => boolean;
  readonly rename: (name: string) => boolean;
  /** Set a key beside it. */
  readonly setAt: (name: string, value: Value) => boolean;
  readonly back: () => boolean;
}

/** A value at keys within the child that is being edited. */
export const useField = (keys: Keys): FieldState => {
  const { child, draft, saved, edit, failure, prefix } = useForm();
  const whole = [...child.keys, ...keys];
  const value = valueIn(draft, whole);
  const was = saved === null ? undefined : valueIn(saved.draft, [...saved.keys, ...keys]);
  const place = keys.join("\n");
  const set = (next: Value) => edit(keys, (text) => write(text, whole, next));
  const unset = () => edit(keys, (text) => clear(text, whole, child.keys.length));
  return {
    id: fieldId(prefix, keys),
    value,
    inherited: child.inheritance.at(keys),
    isNew: saved === null,
    was,
    isDirty: saved !== null && !isSame(value, was),
    flaw: child.flaws.find((flaw) => flaw.keys.join("\n") === place),
    refusal: failure?.about === place ? failure.message : null,
    set,
    unset,
    setAt: (name, next) => edit(keys, (text) => write(text, [...whole.slice(0, -1), name], next)),
    rename: (name) => edit(keys, (text) => renameKey(text, whole, name)),
    back: () => (was === undefined ? unset() : set(was)),
  };
};
