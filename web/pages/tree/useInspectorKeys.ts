import type { RefObject } from "react";
import { useEscape } from "../../keys/useEscape.ts";

/** Escape closes the inspector; a focus inside returns to the tree. */
export const useInspectorKeys = (panel: RefObject<HTMLElement | null>, close: () => void): void =>
  useEscape("The tree", "select nothing", () => {
    if (panel.current?.contains(document.activeElement) === true)
      document.querySelector<HTMLElement>("main [role=tree], main .cell[tabindex='0']")?.focus();
    close();
  });
