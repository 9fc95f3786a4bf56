import type { NodeRecord } from "../live/protocol.ts";
import type { Tally } from "../live/Tree.ts";
import type { IconName } from "../ui/Icon.tsx";
import { commandLine } from "./asCommand.ts";

/** What can be asked of a child by a button. */
export type Verb = "start" | "stop" | "restart";

interface VerbTexts {
  readonly name: string;
  readonly icon: IconName;
}

export const verbTexts: Readonly<Record<Verb, VerbTexts>> = {
  start: { name: "Start", icon: "play" },
  stop: { name: "Stop", icon: "stop" },
  restart: { name: "Restart", icon: "restart" },
};

/** Whether it runs, or is about to. */
export const isUp = ({ state }: NodeRecord): boolean => state === "running" || state === "starting";

/** The verbs of which a button makes sense: a start of what is up would do nothing, and neither would a stop of what is not. */
export const verbsOf = (node: NodeRecord): ReadonlyArray<Verb> => {
  if (isUp(node)) return ["stop", "restart"];
  return node.state === "backoff" ? ["start", "stop", "restart"] : ["start"];
};

/** Whether the child accepts it now, by its machine. */
export const isLegal = ({ allowed }: NodeRecord, verb: Verb): boolean => allowed.includes(verb);

/** Whether it interrupts something, so that it takes a second press. */
export const isDangerous = (verb: Verb): boolean => verb !== "start";

const countOf = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0);

/** Which children a command touches, in words. */
export const scopeOf = ({ kind, path }: NodeRecord, tally: Tally): string => {
  const name = path === "" ? "the whole tree" : path;
  if (kind === "service") return name;
  const services = countOf(tally);
  return `${name}, ${services} ${services === 1 ? "service" : "services"}`;
};

/** The same on the command line. */
export const asCommand = (verb: Verb, { path }: NodeRecord): string => commandLine(verb, path || "/");
