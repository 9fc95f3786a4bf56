import { useEffect } from "react";
import { closePalette, isPaletteWanted, typeAhead } from "../../palette/opening.ts";
import { shortcuts } from "../useShortcuts.ts";
import { isOfCharacters, Keyboard } from "./Keyboard.ts";
import { keyOf } from "./keyOf.ts";
import { isMac } from "./platform.ts";
import { singleKeys } from "./singleKeys.ts";

const fields =
  'input:not([type="radio"], [type="checkbox"], [type="button"], [type="submit"], [type="range"]), textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"], [role="combobox"]';
const pressable = "a[href], button, summary, input, [role=button], [role=menuitem]";

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** Whether the focused element handles a key itself. */
const isTaken = (key: string, target: EventTarget | null): boolean => {
  if (key.startsWith("mod+")) return false;
  if (document.querySelector(":modal") !== null) return true;
  return isIn(target, fields) || (key === "Enter" && isIn(target, pressable));
};

/** Runs the shortcuts while the component is mounted. */
export const useKeyboard = (): void =>
  useEffect(() => {
    const keyboard = new Keyboard(shortcuts);
    const press = (event: KeyboardEvent): void => {
      const key = keyOf(event, isMac);
      if (isPaletteWanted() && document.querySelector(":modal") === null) {
        event.preventDefault();
        if (event.key === "Escape") closePalette();
        else if (key?.length === 1) typeAhead(event.key);
        return;
      }
      // Another handler has used the event.
      if (key === null || event.defaultPrevented || isTaken(key, event.target)) return;
      if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
      const found = keyboard.press({ key, at: event.timeStamp, isHeld: event.repeat });
      if (found === undefined || (isOfCharacters(found.keys) && singleKeys.now() === "off")) return;
      event.preventDefault();
      found.run();
    };
    const forget = (): void => keyboard.forget();
    window.addEventListener("keydown", press);
    window.addEventListener("pointerdown", forget);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("pointerdown", forget);
    };
  }, []);
