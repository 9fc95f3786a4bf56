import type { FieldChange, Plan, PlanStep } from "../domain/Plan.ts";
import { cut } from "./cut.ts";
import { printable } from "./printable.ts";
import { paint, type Tone } from "./style.ts";

/** The sign carries the meaning, the colour repeats it. */
const looks: Readonly<Record<PlanStep["action"], { readonly sign: string; readonly tone: Tone }>> = {
  add: { sign: "+", tone: "green" },
  remove: { sign: "-", tone: "red" },
  replace: { sign: "±", tone: "red" },
  restart: { sign: "↻", tone: "yellow" },
  update: { sign: "~", tone: "blue" },
  scale: { sign: "#", tone: "green" },
  move: { sign: "⇅", tone: "blue" },
};

const meanings: Readonly<Record<NonNullable<PlanStep["class"]>, string>> = {
  in_place: "in place",
  on_next_start: "on its next start",
  restart: "restart",
  restart_by_strategy: "restart by strategy",
};

/** How much of a value is shown in a line; `--json` has all of it. */
const valueWidth = 60;

const fieldLine = ({ field, from, to }: FieldChange): string =>
  `      ${printable(field)}: ${cut(printable(from), valueWidth)} → ${cut(printable(to), valueWidth)}`;

const stepLines = (step: PlanStep, coloured: boolean): ReadonlyArray<string> => {
  const { action, path, fields, instances, reason } = step;
  const { sign, tone } = looks[action];
  const asks = step.class === null || step.class === action ? action : `${action}, ${meanings[step.class]}`;
  // The lines below say what changed; a reason that says more than that stands first.
  const more = reason
    .split("; ")
    .filter((part) => !fields.some(({ field }) => part.startsWith(`${field} changed: `)));
  const because = more.length > 0 ? ` — ${printable(more.join("; "))}` : "";
  const which = instances.length > 0 ? `: ${instances.join(", ")}` : "";
  return [
    `  ${paint(sign, tone, coloured)} ${path || "the tree"} (${asks})${which}${because}`,
    ...fields.map(fieldLine),
  ];
};

const times = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** What is done, counted: `1 added, 2 restarted`. */
const summary = ({ steps }: Plan): string => {
  const words = {
    add: "added",
    remove: "removed",
    replace: "replaced",
    restart: "restarted",
    scale: "scaled",
    update: "changed without a restart",
    move: "reordered",
  } as const satisfies Record<PlanStep["action"], string>;
  const counts = Object.entries(words).flatMap(([action, word]) => {
    const count = steps.filter((step) => step.action === action).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return counts.join(", ");
};

/** A plan for people, in the order in which it is carried out. */
export const planLines = (plan: Plan, coloured: boolean): ReadonlyArray<string> => {
  const { steps, untouched } = plan;
  const rest = `${times(untouched, "process is", "processes are")} not touched`;
  if (steps.length === 0) return [`Nothing differs; ${rest}.`];
  return [...steps.flatMap((step) => stepLines(step, coloured)), "", `${summary(plan)}; ${rest}.`];
};
