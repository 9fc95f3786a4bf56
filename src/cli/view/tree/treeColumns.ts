import { displayWidth } from "../../terminal/displayWidth.ts";
import { truncate } from "../../terminal/truncate.ts";

/** The columns of a tree; the first one has the names. */
export const headings = ["", "state", "pid", "up", "restarts", "cpu", "mem", "why"] as const;
export type Heading = (typeof headings)[number];
const why = headings.length - 1;
const isRight = (column: number): boolean => column >= 2 && column <= 6;
const gap = "  ";

/** The last part of a path, as the tree shows it: `api`, `#1`. */
export const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/") + 1, path.lastIndexOf("#")));

/** The columns to omit if there is not enough space, in this order; empty ones are omitted first. */
const lessNeeded: ReadonlyArray<Heading> = ["cpu", "mem", "up", "restarts", "pid"];
/** The minimum width of the reasons, if they are that long, before a column is omitted. */
const minReasonWidth = 28;
/** The fraction of the width that names may take, and the width that they may always take. */
const nameShare = 0.45;
const shortestName = 24;

/** What gives way in a narrow terminal. */
interface Narrowing {
  readonly lessNeeded: ReadonlyArray<Heading>;
  readonly minReasonWidth: number;
}

/** The width of each column of some rows; 0 for an omitted one. */
export const columnWidths = (
  rows: ReadonlyArray<ReadonlyArray<string>>,
  width: number,
  narrowing: Narrowing = { lessNeeded, minReasonWidth },
): ReadonlyArray<number> => {
  const longest = headings.map((heading, column) =>
    rows.reduce((most, cells) => Math.max(most, displayWidth(cells[column] ?? "")), heading.length),
  );
  const widths = longest.map((one, column) =>
    column === 0 ? Math.min(one, Math.max(shortestName, Math.floor(width * nameShare))) : one,
  );
  const wanted = Math.min(narrowing.minReasonWidth, widths[why] ?? 0);
  const isEmpty = (column: number): boolean => rows.every((cells) => !cells[column]);
  const order = narrowing.lessNeeded.map((heading) => headings.indexOf(heading));
  for (const column of [...order.filter(isEmpty), ...order]) {
    const taken = widths.slice(0, why).reduce((sum, one) => sum + (one > 0 ? one + gap.length : 0), 0);
    if (taken + wanted <= width) break;
    widths[column] = 0;
  }
  return widths;
};

const pad = (cell: string, width: number, column: number): string => {
  const room = " ".repeat(Math.max(0, width - displayWidth(cell)));
  return isRight(column) ? `${room}${cell}` : `${cell}${room}`;
};

/** The cells of a row as a line. */
export const aligned = (cells: ReadonlyArray<string>, widths: ReadonlyArray<number>, width: number): string =>
  truncate(
    cells
      .flatMap((cell, column) => {
        const own = widths[column] ?? 0;
        if (column === why) return [cell];
        return own === 0 ? [] : [pad(truncate(cell, own), own, column)];
      })
      .join(gap)
      .trimEnd(),
    width,
  );
