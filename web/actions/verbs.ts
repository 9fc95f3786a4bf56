import type { NodeRecord } from "../live/protocol.ts";
import { isLeaf, type Tally, totalOf } from "../live/Tree.ts";
import type { IconName } from "../ui/icons/Icon.tsx";
import type { Intent } from "./intent.ts";

/** A command with a button of its own. */
export type Verb = Extract<Intent["verb"], "start" | "stop" | "restart" | "reload">;

interface VerbTexts {
  readonly name: string;
  readonly icon: IconName;
}

export const verbTexts: Readonly<Record<Intent["verb"], VerbTexts>> = {
  start: { name: "Start", icon: "play" },
  stop: { name: "Stop", icon: "stop" },
  restart: { name: "Restart", icon: "restart" },
  reload: { name: "Reload", icon: "config" },
  signal: { name: "Signal", icon: "events" },
  scale: { name: "Scale", icon: "tree" },
};

/** Whether it is running or starting. */
export const isUp = ({ state }: NodeRecord): boolean => state === "running" || state === "starting";

/** Whether processes of a kind are started again and take signals: the runs of a job end, and a check has no process. */
const hasLastingProcesses: Readonly<Record<NodeRecord["kind"], boolean>> = {
  service: true,
  supervisor: true,
  job: false,
  check: false,
};

const verbsIn = (node: NodeRecord): ReadonlyArray<Verb> => {
  // What declares no reload has no use for a button that never works.
  if (isUp(node)) return isLegal(node, "reload") ? ["stop", "restart", "reload"] : ["stop", "restart"];
  return node.state === "backoff" ? ["start", "stop", "restart"] : ["start"];
};

/** The commands that would change something: no start of a child that is up, no stop of one that is down. */
export const verbsOf = (node: NodeRecord): ReadonlyArray<Verb> =>
  verbsIn(node).filter((verb) => verb !== "restart" || hasLastingProcesses[node.kind]);

/** Whether the child accepts a command now, by its machine. */
export const isLegal = ({ allowed }: NodeRecord, verb: Intent["verb"]): boolean => allowed.includes(verb);

/** Whether there may be processes to receive a signal. */
export const isSignallable = (node: NodeRecord): boolean =>
  hasLastingProcesses[node.kind] && (isUp(node) || node.state === "stopping");

/** Whether a command interrupts something and needs a second press. `replicas`: the number of instances. */
export const isDangerous = (intent: Intent, replicas: number): boolean => {
  if (intent.verb === "scale") return intent.replicas < replicas;
  // A service goes on during its reload; instances may be restarted by it.
  return intent.verb === "reload" ? replicas > 0 : intent.verb !== "start";
};

/** The children that a command affects, in words. */
export const scopeOf = (node: NodeRecord, tally: Tally): string => {
  const name = node.path === "" ? "the whole tree" : node.path;
  if (isLeaf(node)) return name;
  const children = totalOf(tally);
  return `${name}, ${children} ${children === 1 ? "child" : "children"}`;
};
