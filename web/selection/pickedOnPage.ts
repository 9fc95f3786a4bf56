import { useEffect } from "react";
import type { Selection } from "./Selection.ts";

let onPage: Selection | null = null;

/** Make a selection known to what acts on it from elsewhere, such as the palette, while the component is mounted. */
export const usePickedOnPage = (selection: Selection): void =>
  useEffect(() => {
    onPage = selection;
    return () => {
      onPage = null;
    };
  }, [selection]);

/** What is selected on this page for a command to several, by path. */
export const pickedOnPage = (): ReadonlyArray<string> => [...(onPage?.paths ?? [])];
