import { useEffect } from "react";
import { type ShortcutGroup, Shortcuts } from "./Shortcuts.ts";

/** The shortcuts of this page. */
export const shortcuts = new Shortcuts();

/** Shortcuts for as long as the component is mounted. `group` must stay the same value while it means the same. */
export const useShortcuts = (group: ShortcutGroup): void => useEffect(() => shortcuts.add(group), [group]);
