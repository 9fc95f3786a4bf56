import { useEffect, useRef, useState } from "react";
import { useShortcuts } from "./useShortcuts.ts";

/** Escape does this while the component is mounted. `where`, `title`: as the list of keys names it. */
export const useEscape = (where: string, title: string, onEscape: () => void): void => {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  const [group] = useState(() => ({
    title: where,
    shortcuts: [{ keys: "Escape", title, run: () => latest.current() }],
  }));
  useShortcuts(group);
};
