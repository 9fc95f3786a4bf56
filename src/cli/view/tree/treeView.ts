import type { TreeStatus } from "../../../domain/view/Status.ts";
import { describeDegraded } from "../../../policy/health/degraded.ts";
import { printable } from "../../terminal/printable.ts";
import { paint } from "../../terminal/style.ts";
import { truncate } from "../../terminal/truncate.ts";
import { kindOf } from "./kinds.ts";
import { looks, toneOf } from "./looks.ts";
import { aligned, columnWidths, headings, nameOf } from "./treeColumns.ts";
import { countMore, countStates, type TreeRow, treeRows } from "./treeRows.ts";
import { until } from "./whyOf.ts";

/** A row and its text in each column. */
interface Line {
  readonly row: TreeRow;
  readonly cells: ReadonlyArray<string>;
}

const lineOf = (row: TreeRow, now: number): Line => {
  if (row.kind === "rest") return { row, cells: [`${row.stem} … ${countMore(row.hidden)}`] };
  const { child, stem, hidden } = row;
  const name = `${stem} ${looks[child.state].shape} ${nameOf(child.path)}`;
  const { cells, remark, state } = kindOf(child);
  const folded = hidden.length === 0 ? "" : `(${countStates(hidden)}) `;
  const why = `${folded}${printable(remark(child, now))}`;
  return { row, cells: [name, state(child), ...cells(child), why] };
};

interface ViewOptions {
  readonly coloured: boolean;
  /** The width of the terminal; longer lines are truncated. */
  readonly width: number;
  readonly now: number;
  /** The number of lines for children; if it is exceeded, healthy ones are only counted. */
  readonly room?: number;
}

const tint = ({ row }: Line, text: string, coloured: boolean): string => {
  if (row.kind === "rest") return paint(text, "dim", coloured);
  const { state } = row.child;
  if (state === "stopped" || state === "finished") return paint(text, "dim", coloured);
  const { shape } = looks[state];
  const at = text.indexOf(shape);
  if (at < 0) return text;
  const stem = paint(text.slice(0, at), "dim", coloured);
  return `${stem}${paint(shape, toneOf(row.child), coloured)}${text.slice(at + shape.length)}`;
};

/** The tree as aligned lines: a summary, headings, and the children. */
export const treeLines = (status: TreeStatus, options: ViewOptions): ReadonlyArray<string> => {
  const { coloured, width, now, room } = options;
  const lines = treeRows(status.children, room).map((row) => lineOf(row, now));
  const measured = lines.filter(({ row }) => row.kind === "child").map(({ cells }) => cells);
  const widths = columnWidths(measured, width);
  return [
    summaryLine(status, options),
    paint(aligned(headings, widths, width), "dim", coloured),
    ...lines.map((line) =>
      tint(
        line,
        line.row.kind === "rest" ? truncate(line.cells.join(""), width) : aligned(line.cells, widths, width),
        coloured,
      ),
    ),
  ];
};

/** The minimum width of the reason in the first line. */
const readableTrouble = 16;

/** The first line: the tree as a whole, and the number of children in each state. */
const summaryLine = (status: TreeStatus, { coloured, width, now }: ViewOptions): string => {
  const { name, state, children } = status;
  const counts = countStates(children);
  const known = `${name} ${state}`;
  const trouble = troubleOf(status, now);
  // The counts take precedence, because the reason is also shown below.
  const room = width - 2 - known.length - 2 - counts.length;
  const shownTrouble = room < readableTrouble ? trouble : truncate(trouble, room);
  const words = truncate(printable(`${known}${shownTrouble}  ${counts}`), width - 2);
  const rest = words.slice(name.length);
  return `${paint(looks[state].shape, toneOf(status), coloured)} ${paint(words.slice(0, name.length), "bold", coloured)}${rest}`;
};

const troubleOf = ({ state, reason, next_attempt_at, degraded }: TreeStatus, now: number): string => {
  if (state === "running") return degraded ? ` — ${describeDegraded(degraded)}` : "";
  const next = until(next_attempt_at, now);
  return ` — ${reason}${next ? `; next attempt in ${next}` : ""}`;
};
