import type { FormState } from "../FormContext.ts";
import { valueIn } from "../inherited.ts";
import { isSame } from "../text/value.ts";

/** The changed keys, in a sentence. */
export const Status = ({ state }: { readonly state: FormState }) => {
  const changed = changedKeys(state);
  return (
    <p className="grow dim" role="status">
      {state.saved === null
        ? "New in this draft."
        : changed.length === 0
          ? "As it was."
          : `Changed: ${changed.join(", ")}.`}
    </p>
  );
};

/** The keys of a child whose values differ from the saved ones. */
const changedKeys = ({ child, draft, saved }: FormState): ReadonlyArray<string> =>
  saved === null
    ? []
    : child.groups
        .flatMap(({ fields }) => fields)
        .filter(
          ({ key }) =>
            !isSame(valueIn(draft, [...child.keys, key]), valueIn(saved.draft, [...saved.keys, key])),
        )
        .map(({ key }) => key);
