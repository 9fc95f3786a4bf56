import { useCallback, useMemo, useRef } from "react";
import { useShortcuts } from "../../../keys/useShortcuts.ts";

/** F8 goes to the next problem. `onReady` takes the editor's function for that, once it is loaded. */
export const useNextProblem = () => {
  const next = useRef<() => void>(() => undefined);
  const goToNext = useCallback(() => next.current(), []);
  useShortcuts(
    useMemo(
      () => ({
        title: "Config",
        shortcuts: [{ keys: "F8", title: "go to the next problem", run: goToNext }],
      }),
      [goToNext],
    ),
  );
  const onReady = (go: () => void): void => {
    next.current = go;
  };
  return { goToNext, onReady };
};
