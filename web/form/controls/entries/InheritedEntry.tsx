import { shownValue } from "../../shown.ts";
import type { Keys } from "../../text/draft.ts";
import { isText } from "../../text/value.ts";
import { useField } from "../../useField.ts";

interface InheritedEntryProps {
  readonly keys: Keys;
  readonly name: string;
  readonly isSecret: boolean;
}

/** An inherited entry, which can be overridden. */
export const InheritedEntry = ({ keys, name, isSecret }: InheritedEntryProps) => {
  const { inherited, set } = useField(keys);
  if (inherited === undefined) return null;
  return (
    <li className="form-entry inherited">
      <code className="form-entry-name cut">{name}</code>
      <code className="cut">{isSecret && isText(inherited.value) ? "•••" : shownValue(inherited.value)}</code>
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
