import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition, InspectionEvent } from "xstate";

/** One cell of a chart's transition table. */
interface Cell {
  readonly state: string;
  readonly event: string;
  readonly guard: string;
  readonly target: string;
}

const guardName = ({ guard }: AnyTransitionDefinition): string => {
  if (guard === undefined) return "";
  if (typeof guard === "string") return guard;
  if (typeof guard === "object") return guard.type;
  // `and([...])` keeps its parts on the function.
  const parts = (guard as { guards?: ReadonlyArray<string | { type: string }> }).guards ?? [];
  return parts.map((part) => (typeof part === "string" ? part : part.type)).join(" and ");
};

/** `xstate.after.DELAY.STATE` is `after DELAY` to a reader, and no event at all is `always`. */
const eventName = (type: string): string =>
  type === "" ? "always" : type.replace(/^xstate\.after\.(\w+)\..*$/, "after $1");

const targetOf = ({ target }: AnyTransitionDefinition): string =>
  (target ?? []).map(({ path }) => path.join(".")).join(", ") || "·";

const nodesOf = (node: AnyStateNode): ReadonlyArray<AnyStateNode> => [
  node,
  ...Object.values(node.states).flatMap(nodesOf),
];

const transitionsOf = (node: AnyStateNode): ReadonlyArray<AnyTransitionDefinition> => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
];

/** Every transition of a chart, with its cell. */
export const allTransitions = (machine: AnyStateMachine): ReadonlyMap<AnyTransitionDefinition, Cell> =>
  new Map(
    nodesOf(machine.root).flatMap((node) =>
      transitionsOf(node).map((transition) => [
        transition,
        {
          state: node.path.join(".") || "(any)",
          event: eventName(transition.eventType),
          guard: guardName(transition),
          target: targetOf(transition),
        },
      ]),
    ),
  );

/** The transition table as Markdown. */
export const tableOf = (title: string, cells: ReadonlyArray<Cell>): string =>
  [
    `# ${title}`,
    "",
    "Made from the chart by `npx vitest run test/machines -u`; a test visits every row.",
    "`·`: stays, and acts. Rows of one state and event are tried from top to bottom.",
    "",
    "| State | Event | If | Then |",
    "| --- | --- | --- | --- |",
    ...cells.map(({ state, event, guard, target }) => `| ${state} | ${event} | ${guard} | ${target} |`),
    "",
  ].join("\n");

/** Collects the transitions that actors take. */
export const visitor = () => {
  const visited = new Set<unknown>();
  const inspect = (event: InspectionEvent): void => {
    if (event.type !== "@xstate.microstep") return;
    for (const transition of event._transitions) visited.add(transition);
  };
  return { visited, inspect };
};
