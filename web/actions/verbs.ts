import type { NodeRecord } from "../live/protocol.ts";
import type { Tally } from "../live/Tree.ts";
import type { IconName } from "../ui/Icon.tsx";
import type { Intent } from "./intent.ts";

/** What can be asked of a child by a button of its own. */
export type Verb = Extract<Intent["verb"], "start" | "stop" | "restart">;

interface VerbTexts {
  readonly name: string;
  readonly icon: IconName;
}

export const verbTexts: Readonly<Record<Intent["verb"], VerbTexts>> = {
  start: { name: "Start", icon: "play" },
  stop: { name: "Stop", icon: "stop" },
  restart: { name: "Restart", icon: "restart" },
  signal: { name: "Signal", icon: "events" },
  scale: { name: "Scale", icon: "tree" },
};

const isUp = ({ state }: NodeRecord): boolean => state === "running" || state === "starting";

/** The verbs of which a button makes sense: a start of what is up would do nothing, and neither would a stop of what is not. */
export const verbsOf = (node: NodeRecord): ReadonlyArray<Verb> => {
  if (isUp(node)) return ["stop", "restart"];
  return node.state === "backoff" ? ["start", "stop", "restart"] : ["start"];
};

/** Whether the child accepts it now, by its machine. */
export const isLegal = ({ allowed }: NodeRecord, verb: Intent["verb"]): boolean => allowed.includes(verb);

/** Whether there may be processes that a signal reaches. */
export const isSignallable = (node: NodeRecord): boolean => isUp(node) || node.state === "stopping";

/** Whether it interrupts something, so that it takes a second press. `replicas`: how many instances there are. */
export const isDangerous = (intent: Intent, replicas: number): boolean =>
  intent.verb === "scale" ? intent.replicas < replicas : intent.verb !== "start";

const countOf = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0);

/** Which children a command touches, in words. */
export const scopeOf = ({ kind, path }: NodeRecord, tally: Tally): string => {
  const name = path === "" ? "the whole tree" : path;
  if (kind === "service") return name;
  const services = countOf(tally);
  return `${name}, ${services} ${services === 1 ? "service" : "services"}`;
};
