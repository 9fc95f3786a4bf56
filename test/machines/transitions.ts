import type { AnyStateMachine, InspectionEvent } from "xstate";
import { chartOf, type Edge, edgeOf } from "../../machines/edges.ts";

/** A chart's transition table as Markdown. */
export const tableOf = (title: string, machine: AnyStateMachine): string =>
  [
    `# ${title}`,
    "",
    "Made from the chart by `npx vitest run test/machines -u`; a test visits every row.",
    "`·`: stays, and acts. Rows of one state and event are tried from top to bottom.",
    "",
    "| State | Event | If | Then |",
    "| --- | --- | --- | --- |",
    ...chartOf(machine).edges.map(rowOf),
    "",
  ].join("\n");

const rowOf = ({ source, event, guard, target }: Edge): string =>
  `| ${source || "(any)"} | ${event} | ${guard ?? ""} | ${target ?? "·"} |`;

/** Collects the edges that actors take. */
export const visitor = () => {
  const visited = new Set<string>();
  const inspect = (event: InspectionEvent): void => {
    if (event.type !== "@xstate.microstep") return;
    for (const transition of event._transitions) visited.add(edgeOf(transition).id);
  };
  /** The edges of a chart that nobody has taken. */
  const unvisited = (machine: AnyStateMachine): ReadonlyArray<string> =>
    chartOf(machine)
      .edges.map(({ id }) => id)
      .filter((id) => !visited.has(id));
  return { unvisited, inspect };
};
