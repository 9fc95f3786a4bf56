import { useLayoutEffect, useRef } from "react";

/** Keeps the distance from the end of the strip when segments are added. `first` and `count` change with them. */
export const useKeptPlace = (
  scroller: { readonly current: HTMLElement | null },
  first: number | undefined,
  count: number,
): void => {
  const fromEnd = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when segments were added
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollLeft = element.scrollWidth - element.clientWidth - fromEnd.current;
    const remember = (): void => {
      fromEnd.current = element.scrollWidth - element.clientWidth - element.scrollLeft;
    };
    element.addEventListener("scroll", remember);
    return () => element.removeEventListener("scroll", remember);
  }, [first, count]);
};
