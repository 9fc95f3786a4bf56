import { useId, useMemo, useState } from "react";
import type { FormState } from "../FormContext.ts";
import { type FormChild, formChild } from "../formChild.ts";
import { flawsBy, type Mistake } from "../mistakes.ts";
import { CannotEdit, type Draft, type Keys } from "../text/draft.ts";

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
