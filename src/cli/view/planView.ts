import { relative } from "node:path";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { FieldChange, Plan, PlanFor, PlanStep, StaleRun } from "../../domain/view/Plan.ts";
import { printable } from "../terminal/printable.ts";
import { paint, type Tone } from "../terminal/style.ts";
import { truncate } from "../terminal/truncate.ts";

/** The sign carries the meaning, the colour repeats it. */
const actionStyles: Readonly<Record<PlanStep["action"], { readonly sign: string; readonly tone: Tone }>> = {
  add: { sign: "+", tone: "green" },
  remove: { sign: "-", tone: "red" },
  replace: { sign: "±", tone: "red" },
  restart: { sign: "↻", tone: "yellow" },
  update: { sign: "~", tone: "blue" },
  scale: { sign: "#", tone: "green" },
  move: { sign: "⇅", tone: "blue" },
  start: { sign: "▶", tone: "green" },
};

const classNames: Readonly<Record<NonNullable<PlanStep["class"]>, string>> = {
  in_place: "in place",
  on_next_start: "on its next start",
  restart: "restart",
  restart_by_strategy: "restart by strategy",
};

/** How many columns of a value are shown; `--json` has all of it. */
const valueWidth = 60;

const fieldLine = ({ field, from, to }: FieldChange): string =>
  `      ${printable(field)}: ${truncate(printable(from), valueWidth)} → ${truncate(printable(to), valueWidth)}`;

const stepLines = (step: PlanStep, coloured: boolean): ReadonlyArray<string> => {
  const { action, path, fields, instances, reason } = step;
  const { sign, tone } = actionStyles[action];
  const effect =
    step.class === null || step.class === action ? action : `${action}, ${classNames[step.class]}`;
  // The lines below show the changes; other remarks come first.
  const remarks = step.remarks ?? (fields.length === 0 ? [reason] : []);
  const reasonText = remarks.length > 0 ? ` — ${printable(remarks.join("; "))}` : "";
  const instanceList = instances.length > 0 ? `: ${instances.join(", ")}` : "";
  return [
    `  ${paint(sign, tone, coloured)} ${path || "the tree"} (${effect})${instanceList}${reasonText}`,
    ...fields.map(fieldLine),
  ];
};

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** The number of steps by action: `1 added, 2 restarted`. */
const summary = ({ steps }: Plan): string => {
  const words = {
    add: "added",
    remove: "removed",
    replace: "replaced",
    restart: "restarted",
    scale: "scaled",
    update: "changed without a restart",
    move: "reordered",
    start: "started",
  } as const satisfies Record<PlanStep["action"], string>;
  const counts = Object.entries(words).flatMap(([action, word]) => {
    const count = steps.filter((step) => step.action === action).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return counts.join(", ");
};

/** The failed children that the plan does not start, and the command that starts them. */
const failedLines = (failed: ReadonlyArray<ChildPath>): ReadonlyArray<string> =>
  failed.map(
    (path) =>
      `${path === "" ? "The tree is" : `${path} is`} failed; \`sentinel start ${path || "/"}\` starts it.`,
  );

/**
 * A child that runs with outdated values of its files, and the command to restart it: a plan doesn't do that by
 * itself.
 */
const staleLine = ({ path, files }: StaleRun): string => {
  const fileList = files
    .map((file) => (isInCurrentFolder(file) ? relative(process.cwd(), file) : file))
    .join(", ");
  return `${path} runs with outdated values of ${printable(fileList)}: \`sentinel restart ${path}\``;
};

const isInCurrentFolder = (file: string): boolean => file.startsWith(`${process.cwd()}/`);

/** A plan as text: its steps in order, and what it leaves to the user. */
export const planLines = (plan: PlanFor, coloured: boolean): ReadonlyArray<string> => {
  const stale = (plan.stale ?? []).map(staleLine);
  return [...changeLines(plan, coloured), ...(stale.length === 0 ? [] : ["", ...stale])];
};

const changeLines = (plan: PlanFor, coloured: boolean): ReadonlyArray<string> => {
  const { steps, untouched, failed = [] } = plan;
  const untouchedText = `${counted(untouched, "process is", "processes are")} not touched`;
  if (steps.length === 0) return [`Nothing differs; ${untouchedText}.`, ...failedLines(failed)];
  return [
    ...steps.flatMap((step) => stepLines(step, coloured)),
    "",
    `${summary(plan)}; ${untouchedText}.`,
    ...failedLines(failed),
  ];
};

/** The differences between two revisions as text. */
export const differenceLines = (plan: Plan, coloured: boolean): ReadonlyArray<string> =>
  plan.steps.length === 0
    ? ["Nothing differs."]
    : [...plan.steps.flatMap((step) => stepLines(step, coloured)), "", `${summary(plan)}.`];
