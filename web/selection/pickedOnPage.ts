import { useEffect } from "react";
import type { Selection } from "./Selection.ts";

let onPage: Selection | null = null;

/** Gives others, such as the palette, access to the selection while the component is mounted. */
export const usePickedOnPage = (selection: Selection): void =>
  useEffect(() => {
    onPage = selection;
    return () => {
      onPage = null;
    };
  }, [selection]);

/** The nodes selected on this page for a bulk command, by path. */
export const pickedOnPage = (): ReadonlyArray<string> => [...(onPage?.paths ?? [])];
