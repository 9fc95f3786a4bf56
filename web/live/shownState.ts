import type { JobOutcome } from "../../src/domain/job/JobRun.ts";
import type { CheckState } from "../../src/domain/tree/CheckState.ts";
import type { NodeRecord } from "./protocol.ts";

/** The shown states, worst first: those of a child while it runs say what it is doing and how it is. */
export const shownStates = [
  "failed",
  "unhealthy",
  "unknown",
  "backoff",
  "stopping",
  "starting",
  "paused",
  "stopped",
  "finished",
  "scheduled",
  "running",
] as const;
export type ShownState = (typeof shownStates)[number];

const exceptions: ReadonlyArray<ShownState> = ["failed", "unhealthy", "unknown", "backoff"];

/** Whether a node in this state needs attention. */
export const isException = (state: ShownState): boolean => exceptions.includes(state);

/** The rank of a state: smaller is worse. */
export const rankOf = (state: ShownState): number => shownStates.indexOf(state);

/** What is shown for each state of a check. */
const checkStates: Readonly<Record<CheckState, ShownState>> = {
  new: "scheduled",
  up: "running",
  started: "running",
  late: "unhealthy",
  down: "failed",
  paused: "paused",
};

/** What is shown for the states of a job's chart (machines/job.ts) in which it does not simply run. */
const jobStates: Readonly<Record<string, ShownState>> = {
  waiting: "scheduled",
  "held.pool": "scheduled",
  "held.blackout": "scheduled",
  "held.pause": "paused",
  paused: "paused",
  backingOff: "backoff",
  stoppingRun: "stopping",
};

/** What the shown state of a node follows from: of its record, or of its view. */
interface Shown extends Pick<NodeRecord, "kind" | "state" | "value"> {
  readonly health?: NodeRecord["health"];
  readonly last_run?: { readonly outcome: JobOutcome } | null;
}

/** The state within the outermost one: `late` of `running.late`. */
const innerOf = ({ value }: Pick<NodeRecord, "value">): string => value.slice(value.indexOf(".") + 1);

/** Whether the newest run of a job has failed; false for other kinds. */
export const hasFailedRun = ({ last_run }: Pick<Shown, "last_run">): boolean =>
  last_run != null && last_run.outcome !== "succeeded";

/** A job between its runs is shown as failed if the newest one was. */
const shownJob = (node: Shown): ShownState => {
  const state = jobStates[innerOf(node)] ?? "running";
  return state === "scheduled" && hasFailedRun(node) ? "failed" : state;
};

/** What a running child of each kind is shown as. */
const whileRunning: Readonly<Record<NodeRecord["kind"], (node: Shown) => ShownState>> = {
  service: ({ health }) => (health === "unhealthy" ? "unhealthy" : "running"),
  supervisor: ({ health }) => (health === "unhealthy" ? "unhealthy" : "running"),
  check: (node) => checkStates[innerOf(node) as CheckState] ?? "running",
  job: shownJob,
};

/** The shown state of a node. */
export const shownStateOf = (node: Shown): ShownState =>
  node.state === "running" ? whileRunning[node.kind](node) : node.state;

/** The state of a node in words: those of checks have names of their own. */
export const stateWordsOf = (node: Shown): string => {
  const shown = shownStateOf(node);
  if (node.state !== "running") return shown;
  if (node.kind === "check") return innerOf(node);
  return node.kind === "job" && shown === "failed" ? "last run failed" : shown;
};
