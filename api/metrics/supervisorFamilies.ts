import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { childStates } from "../../src/domain/tree/State.ts";
import type { StatusPart, SupervisorPart } from "../../src/domain/view/Status.ts";
import type { Exposition } from "./Exposition.ts";
import { labels } from "./labels.ts";
import { sum } from "./sum.ts";

/** How a supervisor is called in labels: the root, whose path is empty, is `/`, because an empty label is none. */
const labelOf = (path: ChildPath): string => (path === "" ? "/" : path);

/** What the supervisor above a child is called. */
export const parentLabel = (path: ChildPath): string =>
  labelOf(path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("#"), 0)));

/** How many children of each supervisor are in each state, by the supervisor's label and the state. */
const countByState = (children: ReadonlyArray<StatusPart>): ReadonlyMap<string, Map<string, number>> => {
  const counts = new Map<string, Map<string, number>>();
  for (const { view } of children) {
    const parent = parentLabel(view.path);
    const states = counts.get(parent) ?? new Map<string, number>();
    states.set(view.state, (states.get(view.state) ?? 0) + 1);
    counts.set(parent, states);
  }
  return counts;
};

/** How much of what is allowed is used; everything, if nothing is allowed and something is used. */
const ratio = (used: number, allowed: number): number => (allowed > 0 ? used / allowed : used > 0 ? 1 : 0);

/** The supervisors; `children`: what stands under them. */
export const addSupervisors = (
  out: Exposition,
  parts: ReadonlyArray<SupervisorPart>,
  children: ReadonlyArray<StatusPart>,
): void => {
  const info = out.family({
    name: "sentinel_supervisor_info",
    type: "info",
    help: "A supervisor, its parent and its strategy; the root is called /",
  });
  const state = out.family({
    name: "sentinel_supervisor_state",
    type: "gauge",
    help: "1 for the state that the supervisor is in, 0 for the others",
  });
  const own = out.family({
    name: "sentinel_supervisor_children",
    type: "gauge",
    help: "Children of the supervisor by state, without those below them",
  });
  const restarts = out.family({
    name: "sentinel_supervisor_restarts_total",
    type: "counter",
    help: "Automatic restarts of the supervisor's children; continues across restarts of the daemon",
  });
  const escalations = out.family({
    name: "sentinel_supervisor_escalations_total",
    type: "counter",
    help: "How often the supervisor has given up and failed to its parent; continues across restarts of the daemon",
  });
  const intensity = out.family({
    name: "sentinel_supervisor_restart_intensity_ratio",
    type: "gauge",
    help: "Restarts that count in the period, as a share of those that the supervisor allows",
  });
  const counts = countByState(children);
  for (const { view, readings, tally } of parts) {
    const name = labelOf(view.path);
    const supervisor = labels({ supervisor: name });
    const parent = view.path === "" ? {} : { parent: parentLabel(view.path) };
    info.add(labels({ supervisor: name, ...parent, strategy: view.strategy }), 1);
    state.addStates(supervisor, "state", childStates, view.state);
    for (const word of childStates)
      own.add(`${supervisor},state="${word}"`, counts.get(name)?.get(word) ?? 0);
    restarts.add(supervisor, sum(tally.restarts));
    escalations.add(supervisor, tally.escalations);
    intensity.add(`${supervisor},kind="crash"`, ratio(readings.restarts_in_period, view.intensity));
  }
};
