import { useSyncExternalStore } from "react";

/** The same width as in the style sheets. */
const narrow = window.matchMedia("(max-width: 700px)");

const subscribe = (listener: () => void): (() => void) => {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
};

/** Whether the window is as narrow as a phone's, where rows have two lines. */
export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
