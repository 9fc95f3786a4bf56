import { type RefObject, useMemo } from "react";
import { useShortcuts } from "../useShortcuts.ts";

/** `j` and `k` move between the links of a list; the browser handles Enter. */
export const useRowKeys = (list: RefObject<HTMLElement | null>): void => {
  const group = useMemo(() => {
    const step = (by: 1 | -1) => (): void => {
      const links = [...(list.current?.querySelectorAll<HTMLElement>("a[href]") ?? [])];
      const at = links.indexOf(document.activeElement as HTMLElement);
      const target = at < 0 ? (by === 1 ? 0 : links.length - 1) : at + by;
      links[Math.min(Math.max(target, 0), links.length - 1)]?.focus();
    };
    return {
      title: "On this page",
      shortcuts: [
        { keys: "j", title: "go to the next row", run: step(1), isRepeated: true },
        { keys: "k", title: "go to the previous row", run: step(-1), isRepeated: true },
      ],
    };
  }, [list]);
  useShortcuts(group);
};
