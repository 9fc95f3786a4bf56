import type { BodyOf } from "../../src/client/routes.ts";
import { commandLine } from "./commandLine.ts";

type WithoutPaths<Body> = Body extends unknown ? Omit<Body, "paths"> : never;

/** A command without its children, in the form of the API. */
export type Intent = WithoutPaths<BodyOf<"POST /actions/preview">>;
export type Paths = BodyOf<"POST /actions/preview">["paths"];

/** An identifier, equal for equal commands. */
export const keyOf = (intent: Intent): string => Object.values(intent).join(" ");

/** Paths in the form of the API; the root is `/`. Null if there are none. */
export const toPaths = (paths: ReadonlyArray<string>): Paths | null => {
  const [first, ...others] = paths.map((path) => path || "/");
  return first === undefined ? null : [first, ...others];
};

/** The words for a command in progress and for a finished one. */
const participles: Readonly<Record<Intent["verb"], readonly [underWay: string, done: string]>> = {
  start: ["Starting", "Started"],
  stop: ["Stopping", "Stopped"],
  restart: ["Restarting", "Restarted"],
  reload: ["Reloading", "Reloaded"],
  signal: ["Signalling", "Signalled"],
  scale: ["Scaling", "Scaled"],
};

/** Children in words: one by its path, several by their number. */
const namesOf = (paths: ReadonlyArray<string>): string =>
  paths.length === 1 ? (paths[0] ?? "") : `${paths.length} children`;

/** A sentence that says that a command is in progress or done. */
export const sentenceOf = (intent: Intent, paths: Paths, isDone: boolean): string => {
  const participle = participles[intent.verb][isDone ? 1 : 0];
  const whom = paths[0] === "/" ? "the tree" : namesOf(paths);
  return `${participle} ${whom}${intent.verb === "scale" ? ` to ${intent.replicas}` : ""}.`;
};

/** The command that undoes another one; null: it can't be undone. `replicas`: the previous number of instances. */
export const undoOf = (intent: Intent, replicas: number): Intent | null => {
  switch (intent.verb) {
    case "stop":
      return { verb: "start" };
    case "start":
      return { verb: "stop" };
    case "scale":
      return { verb: "scale", replicas };
    default:
      return null;
  }
};

/** The equivalent `sentinel` command. */
export const asCommand = (intent: Intent, paths: ReadonlyArray<string>): string => {
  const children = paths.map((path) => path || "/");
  switch (intent.verb) {
    case "signal":
      return commandLine("signal", ...children, intent.signal);
    case "scale":
      return commandLine("scale", ...children, String(intent.replicas));
    default:
      return commandLine(intent.verb, ...children);
  }
};
