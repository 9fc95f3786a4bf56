import { shownValue } from "./shown.ts";
import type { Keys } from "./text/draft.ts";
import { useField } from "./useField.ts";

/** The previous value of a key, with a button that restores it. */
export const Changed = ({ keys, isSecret = false }: { readonly keys: Keys; readonly isSecret?: boolean }) => {
  const { isDirty, was, back, inherited } = useField(keys);
  if (!isDirty) return null;
  const former =
    was === undefined
      ? inherited === undefined
        ? "the default"
        : `that of ${inherited.from}`
      : isSecret
        ? "the former value"
        : null;
  return (
    <p className="form-changed">
      <span>Changed.</span>
      <button type="button" className="link" onClick={back}>
        Back to {former ?? <code>{shownValue(was ?? [])}</code>}
      </button>
    </p>
  );
};
