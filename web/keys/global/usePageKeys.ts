import { useMemo } from "react";
import { useLive } from "../../live/useLive.ts";
import { useShortcuts } from "../useShortcuts.ts";
import { focusFilter } from "./focusFilter.ts";

/** Keys with the same meaning on every page. */
export const usePageKeys = (): void => {
  const store = useLive();
  const group = useMemo(
    () => ({
      title: "On this page",
      shortcuts: [
        { keys: "/", title: "filter or search", run: focusFilter },
        {
          keys: ".",
          title: "pause or resume the page",
          run: () => (store.pause === null ? store.hold() : store.goOn()),
        },
      ],
    }),
    [store],
  );
  useShortcuts(group);
};
