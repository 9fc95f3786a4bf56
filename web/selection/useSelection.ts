import { createContext, use, useCallback, useSyncExternalStore } from "react";
import type { Selection } from "./Selection.ts";

/** The selection of the page; null on pages without one. */
export const SelectionContext = createContext<Selection | null>(null);

const nothing: ReadonlySet<string> = new Set();

/** Whether a node is selected. */
export const useIsPicked = (path: string): boolean => {
  const selection = use(SelectionContext);
  return useSyncExternalStore(
    useCallback((listener) => selection?.subscribe(listener) ?? (() => undefined), [selection]),
    () => selection?.paths.has(path) ?? false,
  );
};

/** All that is selected. */
export const usePicked = (selection: Selection): ReadonlySet<string> =>
  useSyncExternalStore(
    selection.subscribe,
    () => selection.paths,
    () => nothing,
  );
