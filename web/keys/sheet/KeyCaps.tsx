import { isMac } from "../keyboard/platform.ts";

const names: Readonly<Record<string, string>> = {
  mod: isMac ? "⌘" : "Ctrl",
  shift: isMac ? "⇧" : "Shift",
  Enter: "↵",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

const capOf = (key: string): string =>
  key
    .split("+")
    .map((part, at, parts) => names[part] ?? (parts.length > 1 && at > 0 ? part.toUpperCase() : part))
    .join(isMac ? "" : " ");

/** Keys as they are printed on the keyboard. */
export const KeyCaps = ({ keys }: { readonly keys: string }) => (
  <span className="key-caps">
    {keys.split(" ").map((key, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second key
      <kbd key={at} className="key">
        {capOf(key)}
      </kbd>
    ))}
  </span>
);
