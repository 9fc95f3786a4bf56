import { displayWidth } from "./displayWidth.ts";
import { printable } from "./printable.ts";

/** Rows of cells as lines, each column as wide as its widest cell. */
export const tableLines = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const cells = rows.map((row) => row.map(printable));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => displayWidth(row[column] ?? ""))),
  );
  const padded = (cell: string, column: number): string =>
    cell + " ".repeat((widths[column] ?? 0) - displayWidth(cell));
  return cells.map((row) => row.map(padded).join("  ").trimEnd());
};
