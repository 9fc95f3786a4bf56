/** What is read of an event of the keyboard. */
export type Press = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "getModifierState"
>;

const isLetter = (key: string): boolean => /^[a-z]$/i.test(key);

/** Of keyboards with other scripts, the letter that is printed beside theirs. */
const latin = ({ key, code }: Press): string =>
  key.length === 1 && /\p{L}/u.test(key) && !isLetter(key) && code.startsWith("Key") ? code.slice(3) : key;

/** `R` with Shift, `r` without, whatever Caps Lock says. */
const cased = (key: string, { shiftKey }: Press): string =>
  isLetter(key) ? (shiftKey ? key.toUpperCase() : key.toLowerCase()) : key;

/**
 * The name of what was pressed, as shortcuts have it; null: nothing that a shortcut could have, such as a part of a word that
 * an input method composes. `isMac`: Cmd is the modifier, and not Ctrl.
 */
export const keyOf = (press: Press, isMac: boolean): string | null => {
  if (press.isComposing || press.key === "Dead" || press.key === "Process") return null;
  const key = cased(latin(press), press);
  // AltGr, and Option of a Mac, are how some keyboards write brackets and dots.
  const isWritten = key.length === 1 && !/[\p{L}\p{N}]/u.test(key);
  const isGraph = press.getModifierState("AltGraph");
  if (press.altKey && !isWritten) return null;
  if (isGraph) return isWritten ? key : null;
  const isMod = isMac ? press.metaKey : press.ctrlKey;
  if (isMac ? press.ctrlKey : press.metaKey) return null;
  if (!isMod) return key;
  return `mod+${press.shiftKey && isLetter(key) ? "shift+" : ""}${isLetter(key) ? key.toLowerCase() : key}`;
};
