import { createContext, use, useId, useMemo, useState } from "react";
import { type FormChild, formChild } from "./formChild.ts";
import { type Inherited, valueIn } from "./inherited.ts";
import { flawsBy, type Mistake } from "./mistakes.ts";
import type { Flaw } from "./schema/check.ts";
import { clear } from "./text/clear.ts";
import { CannotEdit, type Draft, type Keys } from "./text/draft.ts";
import { renameKey } from "./text/renameKey.ts";
import { isSame, type Value } from "./text/value.ts";
import { write } from "./text/write.ts";

/** A child that is being edited. */
export interface FormState {
  readonly child: FormChild;
  readonly draft: Draft;
  /** The keys of the child before the edits; null for a new child. */
  readonly saved: { readonly draft: Draft; readonly keys: Keys } | null;
  /** Change the text; returns whether the edit was possible. `about`: keys within the child. */
  readonly edit: (about: Keys, change: (text: string) => string) => boolean;
  /** The last edit if it was not possible. */
  readonly failure: { readonly about: string; readonly message: string } | null;
  /** The prefix of the ids of all fields. */
  readonly prefix: string;
}

export const FormContext = createContext<FormState | null>(null);

export const useForm = (): FormState => {
  const state = use(FormContext);
  if (state === null) throw new Error("a field is outside of a form");
  return state;
};

interface Edited {
  readonly before: string;
  readonly after: string;
  readonly about: string;
  /** The path that the child had before. */
  readonly path: string;
}

interface Editing {
  readonly draft: Draft;
  readonly saved: Draft;
  readonly path: string;
  /** The path that the child had when the form was opened. */
  readonly savedPath: string;
  readonly mistakes: ReadonlyArray<Mistake> | null;
  readonly onChange: (text: string) => void;
  readonly onPath: (path: string) => void;
}

/** The edits of a form, with undo. Typing in one field is one step. */
export const useFormState = ({ draft, saved, path, savedPath, mistakes, onChange, onPath }: Editing) => {
  const prefix = useId();
  const [past, setPast] = useState<ReadonlyArray<Edited>>([]);
  const [failure, setFailure] = useState<FormState["failure"]>(null);
  const child = useMemo(() => withMistakes(formChild(draft, path), draft, mistakes), [draft, path, mistakes]);
  const savedChild = useMemo(() => formChild(saved, savedPath), [saved, savedPath]);
  const edit = (about: Keys, change: (text: string) => string): boolean => {
    const place = about.join("\n");
    try {
      const before = draft.text;
      const after = change(before);
      setFailure(null);
      if (after === before) return true;
      const last = past.at(-1);
      const continues =
        last !== undefined &&
        last.after === before &&
        last.path === path &&
        last.about === place &&
        place !== "";
      const step = { before: continues ? last.before : before, after, about: place, path };
      setPast([...(continues ? past.slice(0, -1) : past), step]);
      onChange(after);
      return true;
    } catch (error) {
      if (!(error instanceof CannotEdit)) throw error;
      setFailure({ about: place, message: error.message });
      return false;
    }
  };
  const last = past.at(-1);
  const undo =
    last === undefined || last.after !== draft.text
      ? null
      : () => {
          setPast(past.slice(0, -1));
          onChange(last.before);
          if (last.path !== path) onPath(last.path);
        };
  const state: FormState | null =
    child === null
      ? null
      : {
          child,
          draft,
          saved: savedChild === null ? null : { draft: saved, keys: savedChild.keys },
          edit,
          failure,
          prefix,
        };
  return { state, edit, failure, undo };
};

/** A child with the daemon's errors in place of the schema's, which are less specific. */
const withMistakes = (
  child: FormChild | null,
  draft: Draft,
  mistakes: ReadonlyArray<Mistake> | null,
): FormChild | null => {
  if (child === null || mistakes === null) return child;
  const flaws = flawsBy(mistakes, draft, child.keys);
  const places = new Set(flaws.map(({ keys }) => keys.join("\n")));
  return { ...child, flaws: [...flaws, ...child.flaws.filter(({ keys }) => !places.has(keys.join("\n")))] };
};

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
