import type { BodyOf } from "../../src/client/routes.ts";

type WithoutPaths<Body> = Body extends unknown ? Omit<Body, "paths"> : never;

/** What is asked of children: the body of a command without its children. */
export type Intent = WithoutPaths<BodyOf<"POST /actions/preview">>;
export type Paths = BodyOf<"POST /actions/preview">["paths"];

/** A name for it: the same for those that ask the same. */
export const keyOf = (intent: Intent): string => Object.values(intent).join(" ");

/** Children as the API takes them; the root is `/`. Null if there are none. */
export const toPaths = (paths: ReadonlyArray<string>): Paths | null => {
  const [first, ...others] = paths.map((path) => path || "/");
  return first === undefined ? null : [first, ...others];
};

/** What is said while it is under way, and once it is done. */
const participles: Readonly<Record<Intent["verb"], readonly [underWay: string, done: string]>> = {
  start: ["Starting", "Started"],
  stop: ["Stopping", "Stopped"],
  restart: ["Restarting", "Restarted"],
  signal: ["Signalling", "Signalled"],
  scale: ["Scaling", "Scaled"],
};

/** Children in words: one by its path, several by their number. */
const namesOf = (paths: ReadonlyArray<string>): string =>
  paths.length === 1 ? (paths[0] ?? "") : `${paths.length} children`;

/** That it is under way or done, as a sentence. */
export const sentenceOf = (intent: Intent, paths: Paths, isDone: boolean): string => {
  const participle = participles[intent.verb][isDone ? 1 : 0];
  const whom = paths[0] === "/" ? "the tree" : namesOf(paths);
  return `${participle} ${whom}${intent.verb === "scale" ? ` to ${intent.replicas}` : ""}.`;
};

/** What takes a command back; null if nothing does. `replicas`: how many instances there were before. */
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

const quoted = (text: string): string =>
  /^[\w/.#@:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The same on the command line. */
export const asCommand = (intent: Intent, paths: ReadonlyArray<string>): string => {
  const children = paths.map((path) => quoted(path || "/")).join(" ");
  switch (intent.verb) {
    case "signal":
      return `sentinel signal ${children} ${intent.signal}`;
    case "scale":
      return `sentinel scale ${children} ${intent.replicas}`;
    default:
      return `sentinel ${intent.verb} ${children}`;
  }
};
