import type { ChildState } from "../../domain/tree/State.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { describeDegraded } from "../../policy/health/degraded.ts";
import { displayWidth } from "../terminal/displayWidth.ts";
import { printable } from "../terminal/printable.ts";
import { paint, type Tone } from "../terminal/style.ts";
import { truncate } from "../terminal/truncate.ts";
import { kindOf } from "./kinds.ts";
import { countMore, countStates, type TreeRow, treeRows } from "./treeRows.ts";
import { until } from "./whyOf.ts";

/** The shape shows the state and the colour repeats it; healthy states have calm colours. */
const looks: Readonly<Record<ChildState, { readonly shape: string; readonly tone: Tone }>> = {
  running: { shape: "●", tone: "green" },
  starting: { shape: "◐", tone: "blue" },
  stopping: { shape: "◑", tone: "yellow" },
  backoff: { shape: "◌", tone: "yellow" },
  failed: { shape: "✕", tone: "red" },
  stopped: { shape: "○", tone: "dim" },
  finished: { shape: "✓", tone: "dim" },
};

const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/") + 1, path.lastIndexOf("#")));

/** A row and its text in each column. */
interface Line {
  readonly row: TreeRow;
  readonly cells: ReadonlyArray<string>;
}

const lineOf = (row: TreeRow, now: number): Line => {
  if (row.kind === "rest") return { row, cells: [`${row.stem} … ${countMore(row.hidden)}`] };
  const { child, stem, hidden } = row;
  const name = `${stem} ${looks[child.state].shape} ${nameOf(child.path)}`;
  const { cells, remark } = kindOf(child);
  const folded = hidden.length === 0 ? "" : `(${countStates(hidden)}) `;
  const why = `${folded}${printable(remark(child, now))}`;
  return { row, cells: [name, child.state, ...cells(child), why] };
};

const headings = ["", "state", "pid", "up", "restarts", "cpu", "mem", "why"];
const why = headings.length - 1;
const isRight = (column: number): boolean => column >= 2 && column <= 6;
const gap = "  ";

/** The columns to omit if there is not enough space, in this order; empty ones are omitted first. */
const lessNeeded = [5, 6, 3, 4, 2];
/** The minimum width of the reasons, if they are that long, before a column is omitted. */
const minReasonWidth = 28;
/** The fraction of the width that names may take, and the width that they may always take. */
const nameShare = 0.45;
const shortestName = 24;

/** The width of each column; 0 for an omitted one. */
const columnWidths = (lines: ReadonlyArray<Line>, width: number): ReadonlyArray<number> => {
  const longest = headings.map((heading, column) =>
    lines.reduce(
      (most, { row, cells }) =>
        row.kind === "rest" ? most : Math.max(most, displayWidth(cells[column] ?? "")),
      heading.length,
    ),
  );
  const widths = longest.map((one, column) =>
    column === 0 ? Math.min(one, Math.max(shortestName, Math.floor(width * nameShare))) : one,
  );
  const wanted = Math.min(minReasonWidth, widths[why] ?? 0);
  const isEmpty = (column: number): boolean => lines.every(({ cells }) => !cells[column]);
  for (const column of [...lessNeeded.filter(isEmpty), ...lessNeeded]) {
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

const aligned = (cells: ReadonlyArray<string>, widths: ReadonlyArray<number>, width: number): string =>
  truncate(
    cells
      .flatMap((cell, column) => {
        const own = widths[column] ?? 0;
        if (column === why || cells.length === 1) return [cell];
        return own === 0 ? [] : [pad(truncate(cell, own), own, column)];
      })
      .join(gap)
      .trimEnd(),
    width,
  );

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

/** A degraded supervisor has the colour of backoff. */
const toneOf = (node: { readonly state: ChildState; readonly degraded?: unknown }): Tone =>
  node.state === "running" && node.degraded ? looks.backoff.tone : looks[node.state].tone;

/** The tree as aligned lines: a summary, headings, and the children. */
export const treeLines = (status: TreeStatus, options: ViewOptions): ReadonlyArray<string> => {
  const { coloured, width, now, room } = options;
  const lines = treeRows(status.children, room).map((row) => lineOf(row, now));
  const widths = columnWidths(lines, width);
  return [
    summaryLine(status, options),
    paint(aligned(headings, widths, width), "dim", coloured),
    ...lines.map((line) => tint(line, aligned(line.cells, widths, width), coloured)),
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
