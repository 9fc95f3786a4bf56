import { useField } from "./FormContext.tsx";
import { shownValue } from "./shown.ts";
import type { Keys } from "./text/draft.ts";

/** What a value was, and the way back to it. */
export const Changed = ({ keys, isSecret = false }: { readonly keys: Keys; readonly isSecret?: boolean }) => {
  const { isDirty, was, back, inherited, value } = useField(keys);
  if (!isDirty) return null;
  const former =
    was !== undefined
      ? isSecret
        ? "the former value"
        : shownValue(was)
      : inherited === undefined
        ? value === undefined
          ? "as it was"
          : "unset"
        : `that of ${inherited.from}`;
  return (
    <p className="form-changed">
      <span>Changed.</span>
      <button type="button" className="link" onClick={back}>
        Back to <code>{former}</code>
      </button>
    </p>
  );
};
