import type { LogLimits } from "../../../src/domain/tree/ChildSpec.ts";
import { showsEnvironments } from "../../support/listedProcesses.ts";
import { program } from "../world.ts";

/** How many of each kind there are; the rest of the tree is the same in every size. */
export interface Size {
  readonly steady: number;
  readonly crashing: number;
  readonly forking: number;
  /** Those that print half a megabyte a second, of which little is kept. */
  readonly loud?: number;
  /** How much is kept of what each of the others prints; all of it if nothing is said. */
  readonly logs?: LogLimits;
}

/** How much is kept of each of the loud ones. */
export const loudLogs: LogLimits = { maxSize: 2e6, maxAgeMs: null, maxFiles: 5, maxTotal: 5e6 };

const everything: LogLimits = { maxSize: 20e6, maxAgeMs: null, maxFiles: 1_000_000, maxTotal: 10e9 };

const kept = ({ maxSize, maxFiles, maxTotal }: LogLimits): string =>
  `logs: { max_size: ${maxSize}B, max_files: ${maxFiles}, max_total: ${maxTotal}B }`;

/** Without /proc, a process that has left its group and its parent is not found (decision 10). */
const leavesBehind = showsEnvironments ? "escapes" : "forks";

/**
 * Children that do everything to make a daemon busy, as a file. Notes go to the folder. Another turn is another tree:
 * two children of it are declared otherwise.
 */
export const treeOf = (
  { steady, crashing, forking, loud = 0, logs = everything }: Size,
  notes: string,
  turn = 0,
): string => {
  const lives = (kind: string, more = ""): string =>
    `{ command: ["${program("lives")}", "${notes}", ${kind}], min_uptime: 0, backoff: none, stop: { timeout: 300ms }${more} }`;
  const told = (kind: string, ready: string): string =>
    `{ command: ["${program("lives")}", "${notes}", ${kind}], ready: ${ready}, backoff: none, stop: { timeout: 2s } }`;
  const prints = "while :; do seq 20000; sleep 0.2; done";
  const talks =
    loud === 0
      ? ""
      : `loud: { command: [sh, -c, "${prints}"], replicas: ${loud}, stop: { timeout: 300ms }, ${kept(loudLogs)} }`;
  // Where little is kept of anybody, all of them do that.
  const forgets =
    logs === everything
      ? `rotating: ${lives("chatty", ", logs: { max_size: 4kB }")}
  forgetting: ${lives("chatty", ", logs: { max_size: 4kB, max_files: 2 }")}`
      : "";
  const group = "intensity: 1000000, period: 1s";
  return `
version: 1
name: mortal
intensity: 1000000
period: 1s
start: parallel
defaults: { ${kept(logs)} }
children:
  steady: ${lives("steady", `, replicas: ${steady}, ${group}`)}
  crashing: ${lives("crash", `, replicas: ${crashing}, ${group}`)}
  forking: ${lives(leavesBehind, `, replicas: ${forking}, ${group}`)}
  says-ready: ${told("log", "{ log: ready }")}
  tells-ready: ${told("notify", "{ notify: 3 }")}
  early: { command: ["${program("lives")}", "${notes}", early], limit: { restarts: 1000000, period: 1s }, backoff: { initial: 200ms, max: 500ms }, on_limit: wait }
  turning-1: ${lives("polite", `, env: { TURN: "${turn}" }`)}
  turning-2: ${lives("polite", `, env: { TURN: "${turn}" }`)}
  once: ${lives("once", ", restart: transient")}
  ${forgets}
  ${talks}
  chain:
    strategy: rest_for_one
    intensity: 1000000
    period: 1s
    children:
      first: ${lives("crash")}
      stubborn: ${lives("stubborn")}
      polite: ${lives("polite")}
`;
};
