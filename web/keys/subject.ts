import type { AnyRouter } from "@tanstack/react-router";
import { fromParam } from "../paths.ts";

const textIn = (value: object, name: string): string | null => {
  const found = (value as Readonly<Record<string, unknown>>)[name];
  return typeof found === "string" ? found : null;
};

/**
 * The path of the node that keys and the palette act on: the focused one, else the open one, the one selected in the
 * tree, or the one whose output or events are shown. Null: none.
 */
export const subjectIn = (router: AnyRouter): string | null => {
  const focused = document.activeElement?.closest<HTMLElement>("[data-path]")?.dataset.path;
  if (focused !== undefined) return focused;
  const { params, search } = router.state.matches.at(-1) ?? { params: {}, search: {} };
  const shown = textIn(params, "path") ?? textIn(search, "at") ?? textIn(search, "path");
  // On other pages `at` is a moment, a number.
  return shown === null ? null : fromParam(shown);
};
