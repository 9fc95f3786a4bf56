import { type RefObject, useEffect, useRef, useState } from "react";
import { useShortcuts } from "../../keys/useShortcuts.ts";

/** Escape closes the inspector; a focus inside returns to the tree. */
export const useInspectorKeys = (panel: RefObject<HTMLElement | null>, close: () => void): void => {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  const [group] = useState(() => ({
    title: "The tree",
    shortcuts: [
      {
        keys: "Escape",
        title: "select nothing",
        run: () => {
          if (panel.current?.contains(document.activeElement) === true)
            document.querySelector<HTMLElement>("main [role=tree], main .cell[tabindex='0']")?.focus();
          latest.current();
        },
      },
    ],
  }));
  useShortcuts(group);
};
