import type { ChildState } from "../domain/State.ts";
import type { ChildStatus, TreeStatus } from "../domain/Status.ts";
import { cut } from "./cut.ts";
import { printable } from "./printable.ts";
import { span } from "./span.ts";
import { paint, type Tone } from "./style.ts";

/** The shape carries the state, the colour repeats it; nothing healthy is loud. */
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

/** What a person wants to know beside the state: why, and what is due. */
const remark = (child: ChildStatus, now: number): string =>
  printable(`${wordsOf(child)}${describe(child, now)}`);

/** What it has said itself comes first: it is nearest to the cause. */
const wordsOf = (child: ChildStatus): string =>
  child.kind === "service" && child.last_words ? `“${child.last_words}” ` : "";

/** Why a child is in its state: what it said, what was made of it, and when it is tried again. */
export const whyOf = (child: ChildStatus, now: number): string => {
  const next = until(child.next_attempt_at, now);
  return printable(`${wordsOf(child)}${child.reason}${next === null ? "" : `; next attempt in ${next}`}`);
};

const describe = (child: ChildStatus, now: number): string => {
  const next = until(child.next_attempt_at, now);
  if (child.kind === "service" && child.state === "stopping") {
    const kill = until(child.kill_at, now);
    return kill ? `${child.reason}; SIGKILL in ${kill}` : child.reason;
  }
  if (next !== null) return `${child.reason}; next attempt in ${next}`;
  if (child.kind === "supervisor") {
    const used =
      child.restarts_in_period > 0 ? `, ${child.restarts_in_period}/${child.intensity} restarts` : "";
    return child.state === "running" ? `${child.strategy}${used}` : `${child.strategy}, ${child.reason}`;
  }
  return child.state === "running" ? "" : child.reason;
};

const depthOf = (path: string): number => path.split(/[/#]/).length - 1;
const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/") + 1, path.lastIndexOf("#")));

/** The lines of a branch before each child: which ancestors still have siblings below. */
const branches = (children: ReadonlyArray<ChildStatus>): ReadonlyArray<string> => {
  const open: Array<boolean> = [];
  const lines: Array<string> = [];
  for (const { path } of [...children].reverse()) {
    const depth = depthOf(path);
    open.length = Math.min(open.length, depth + 1);
    const hasNext = open[depth] === true;
    open[depth] = true;
    const stems = Array.from({ length: depth }, (_, level) => (open[level] ? "│  " : "   "));
    lines.unshift(`${stems.join("")}${hasNext ? "├─" : "└─"}`);
  }
  return lines;
};

interface Row {
  readonly child: ChildStatus;
  readonly cells: ReadonlyArray<string>;
}

const rowOf = (child: ChildStatus, branch: string, now: number): Row => {
  const name = `${branch} ${looks[child.state].shape} ${nameOf(child.path)}`;
  if (child.kind === "supervisor")
    return { child, cells: [name, child.state, "", "", "", "", "", remark(child, now)] };
  const { pid, uptime_ms, restarts, cpu, memory } = child;
  return {
    child,
    cells: [
      name,
      child.state,
      pid === null ? "" : String(pid),
      uptime_ms === null ? "" : span(uptime_ms),
      restarts === 0 ? "" : `${restarts}×`,
      cpu === null ? "" : `${(cpu * 100).toFixed(0)}%`,
      memory === null ? "" : bytes(memory),
      remark(child, now),
    ],
  };
};

const headings = ["", "state", "pid", "up", "restarts", "cpu", "mem", "why"];
const isRight = (column: number): boolean => column >= 2 && column <= 6;

const pad = (cell: string, width: number, column: number): string =>
  isRight(column) ? cell.padStart(width) : cell.padEnd(width);

interface ViewOptions {
  readonly coloured: boolean;
  /** How many columns there are; longer lines are cut. */
  readonly width: number;
  readonly now: number;
}

/** The tree as aligned lines. */
export const treeLines = (status: TreeStatus, options: ViewOptions): ReadonlyArray<string> => {
  const { coloured, width, now } = options;
  const stems = branches(status.children);
  const rows = status.children.map((child, index) => rowOf(child, stems[index] ?? "", now));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map(({ cells }) => (cells[column] ?? "").length)),
  );
  const aligned = (cells: ReadonlyArray<string>): string =>
    cut(
      cells
        .map((cell, column) => pad(cell, column === headings.length - 1 ? 0 : (widths[column] ?? 0), column))
        .join("  ")
        .trimEnd(),
      width,
    );
  const tint = ({ child, cells }: Row): string => {
    const line = aligned(cells);
    const { shape, tone } = looks[child.state];
    if (child.state === "stopped" || child.state === "finished") return paint(line, "dim", coloured);
    const at = line.indexOf(shape);
    return at < 0
      ? line
      : `${paint(line.slice(0, at), "dim", coloured)}${paint(shape, tone, coloured)}${line.slice(at + shape.length)}`;
  };
  return [summaryLine(status, options), paint(aligned(headings), "dim", coloured), ...rows.map(tint)];
};

/** The first line: the tree as a whole, and how many are in which state. */
const summaryLine = (
  { name, state, reason, next_attempt_at, children }: TreeStatus,
  { coloured, width, now }: ViewOptions,
): string => {
  const services = children.filter(({ kind }) => kind === "service");
  const counts = Object.keys(looks).flatMap((one) => {
    const count = services.filter((child) => child.state === one).length;
    return count === 0 ? [] : [`${count} ${one}`];
  });
  const next = until(next_attempt_at, now);
  const trouble = state === "running" ? "" : ` — ${reason}${next ? `; next attempt in ${next}` : ""}`;
  const { shape, tone } = looks[state];
  const words = cut(printable(`${name} ${state}${trouble}  ${counts.join(", ")}`), width - 2);
  const rest = words.slice(name.length);
  return `${paint(shape, tone, coloured)} ${paint(words.slice(0, name.length), "bold", coloured)}${rest}`;
};
