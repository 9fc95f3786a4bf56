import { focusFilter } from "./focusFilter.ts";
import { useShortcuts } from "./useShortcuts.ts";

const group = {
  title: "On this page",
  shortcuts: [{ keys: "/", title: "filter or search", run: focusFilter }],
};

/** Keys that go to a part of a page, whichever page it is. */
export const usePageKeys = (): void => useShortcuts(group);
