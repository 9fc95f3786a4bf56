/** The relevant part of a keyboard event. */
export type Press = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "getModifierState"
>;

const isLetter = (key: string): boolean => /^[a-z]$/i.test(key);

/** On keyboards with other scripts, the Latin letter of the key. */
const latin = ({ key, code }: Press): string =>
  key.length === 1 && /\p{L}/u.test(key) && !isLetter(key) && code.startsWith("Key") ? code.slice(3) : key;

/** `R` with Shift, `r` without, independent of Caps Lock. */
const cased = (key: string, { shiftKey }: Press): string =>
  isLetter(key) ? (shiftKey ? key.toUpperCase() : key.toLowerCase()) : key;

/**
 * The name of a key press in the notation of shortcuts; null: none, such as while an input method composes a word.
 * `isMac`: Cmd instead of Ctrl is the modifier.
 */
export const keyOf = (press: Press, isMac: boolean): string | null => {
  if (press.isComposing || press.key === "Dead" || press.key === "Process") return null;
  const key = cased(latin(press), press);
  // Some keyboards need AltGr, or Option on a Mac, for brackets and dots.
  const isWritten = key.length === 1 && !/[\p{L}\p{N}]/u.test(key);
  const isGraph = press.getModifierState("AltGraph");
  if (press.altKey && !isWritten) return null;
  if (isGraph) return isWritten ? key : null;
  const isMod = isMac ? press.metaKey : press.ctrlKey;
  if (isMac ? press.ctrlKey : press.metaKey) return null;
  if (!isMod) return key;
  return `mod+${press.shiftKey && isLetter(key) ? "shift+" : ""}${isLetter(key) ? key.toLowerCase() : key}`;
};
