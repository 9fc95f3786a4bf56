import { type KeyboardEvent, type RefObject, useEffect } from "react";

const steps: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  k: [0, -1],
  j: [0, 1],
};

const centre = (element: Element): readonly [number, number] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
};

/** The nearest cell in a direction; a step aside counts three times as much as one ahead. */
const nearest = (cells: ReadonlyArray<HTMLElement>, from: HTMLElement, [x, y]: readonly [number, number]) => {
  const [fromX, fromY] = centre(from);
  let best: HTMLElement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const [cellX, cellY] = centre(cell);
    const ahead = (cellX - fromX) * x + (cellY - fromY) * y;
    const aside = Math.abs((cellX - fromX) * y) + Math.abs((cellY - fromY) * x);
    if (ahead > 1 && ahead + 3 * aside < least) {
      least = ahead + 3 * aside;
      best = cell;
    }
  }
  return best;
};

/** One cell of the map is a tab stop; arrow keys go from cell to cell, Home and End to the first and the last. */
export const useRovingCells = (map: RefObject<HTMLElement | null>) => {
  const cellsIn = (): ReadonlyArray<HTMLElement> => [
    ...(map.current?.querySelectorAll<HTMLElement>(".cell") ?? []),
  ];
  useEffect(() => {
    const cells = cellsIn();
    if (!cells.some(({ tabIndex }) => tabIndex === 0)) cells[0]?.setAttribute("tabindex", "0");
  });
  return (event: KeyboardEvent): void => {
    const from = event.target;
    if (!(from instanceof HTMLElement) || !from.classList.contains("cell")) return;
    const cells = cellsIn();
    const isChord = event.ctrlKey || event.metaKey || event.altKey;
    const step = isChord ? undefined : steps[event.key];
    const target =
      event.key === "Home"
        ? cells[0]
        : event.key === "End"
          ? cells.at(-1)
          : step === undefined
            ? null
            : nearest(cells, from, step);
    if (target === null || target === undefined) return;
    event.preventDefault();
    from.setAttribute("tabindex", "-1");
    target.setAttribute("tabindex", "0");
    target.focus();
  };
};
