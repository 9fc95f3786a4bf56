import { useEffect } from "react";
import { type ShortcutGroup, Shortcuts } from "./Shortcuts.ts";

/** The shortcuts of this page. */
export const shortcuts = new Shortcuts();

/** Adds shortcuts while the component is mounted. `group` must be a stable value. */
export const useShortcuts = (group: ShortcutGroup): void => useEffect(() => shortcuts.add(group), [group]);
