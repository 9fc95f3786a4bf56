import type { ChildState } from "../../domain/tree/State.ts";
import type { ChildStatus, ServiceStatus, SupervisorStatus, TreeStatus } from "../../domain/view/Status.ts";
import { describeDegraded } from "../../policy/health/degraded.ts";
import { displayWidth } from "../terminal/displayWidth.ts";
import { printable } from "../terminal/printable.ts";
import { shortDuration } from "../terminal/shortDuration.ts";
import { paint, type Tone } from "../terminal/style.ts";
import { truncate } from "../terminal/truncate.ts";
import { countMore, countStates, type TreeRow, treeRows } from "./treeRows.ts";

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

const bytes = (amount: number): string =>
  amount >= 1 << 30 ? `${(amount / 2 ** 30).toFixed(1)}G` : `${Math.round(amount / 2 ** 20)}M`;

const until = (at: string | null, now: number): string | null =>
  at === null ? null : `${Math.max(0, (Date.parse(at) - now) / 1000).toFixed(0)} s`;

/** The last column: why the child is in its state, and when its next start is due. */
const remark = (child: ChildStatus, now: number): string =>
  printable(`${child.kind === "service" ? wordsOf(child) : ""}${describe(child, now)}`);

/** The child's own output comes first, because it is closest to the cause. */
const wordsOf = ({ last_words }: { readonly last_words?: string | null }): string =>
  last_words ? `“${last_words}” ` : "";

/** Why a child is in its state: its last words, the reason, and the time of the next attempt. */
export const whyOf = (
  child: Pick<ChildStatus, "state" | "reason" | "next_attempt_at"> & Pick<ServiceStatus, "last_words">,
  now: number,
): string => {
  const next = until(child.next_attempt_at, now);
  return printable(`${wordsOf(child)}${child.reason}${next === null ? "" : `; next attempt in ${next}`}`);
};

const describe = (child: ChildStatus, now: number): string => {
  if (child.kind === "supervisor") return describeSupervisor(child, now);
  const next = until(child.next_attempt_at, now);
  if (child.state === "stopping") {
    const kill = until(child.kill_at, now);
    return kill ? `${child.reason}; SIGKILL in ${kill}` : child.reason;
  }
  if (next !== null) return `${child.reason}; next attempt in ${next}`;
  if (child.state === "starting" && child.ready) return `${waitsFor(child, now)}; ${child.reason}`;
  return child.state === "running" ? portsOf(child) : child.reason;
};

const describeSupervisor = (child: SupervisorStatus, now: number): string => {
  const next = until(child.next_attempt_at, now);
  if (next !== null) return `${child.reason}; next attempt in ${next}`;
  const used =
    child.restarts_in_period > 0 ? `, ${child.restarts_in_period}/${child.intensity} restarts` : "";
  if (child.state !== "running") return `${child.strategy}, ${child.reason}`;
  const degraded = child.degraded ? `${describeDegraded(child.degraded, child.path)}; ` : "";
  return `${degraded}${child.strategy}${used}`;
};

/** What the start of a service waits for: `waiting for log line matching "Listening" (12 s of 60 s)`. */
export const waitsFor = ({ ready, since }: ServiceStatus, now: number): string => {
  const passed = Math.max(0, (now - Date.parse(since)) / 1000).toFixed(0);
  const limit = ready?.timeout_ms ? ` of ${ready.timeout_ms / 1000} s` : "";
  return `waiting for ${printable(ready?.when ?? "its start")} (${passed} s${limit})`;
};

/** The ports of a running service: `:3000 admin:3100`. */
const portsOf = ({ ports = [] }: ServiceStatus): string =>
  ports.map(({ name, port }) => `${name ?? ""}:${port}`).join(" ");

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
  if (child.kind === "supervisor") {
    const folded = hidden.length === 0 ? "" : `(${countStates(hidden)}) `;
    return { row, cells: [name, child.state, "", "", "", "", "", `${folded}${remark(child, now)}`] };
  }
  const { pid, uptime_ms, restarts, cpu, memory } = child;
  return {
    row,
    cells: [
      name,
      child.state,
      pid === null ? "" : String(pid),
      uptime_ms === null ? "" : shortDuration(uptime_ms),
      restarts === 0 ? "" : `${restarts}×`,
      cpu === null ? "" : `${(cpu * 100).toFixed(0)}%`,
      memory === null ? "" : bytes(memory),
      remark(child, now),
    ],
  };
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
