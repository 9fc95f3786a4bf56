import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { NotRunning } from "../../domain/view/Status.ts";

/** The number of children that are named; the others are counted. */
const maxNamed = 3;

const byHand = "stopped by hand";

/** A child's state, to follow its name: `is in backoff`, `is stopped by hand`. */
export const describeState = ({ state, reason }: Pick<NotRunning, "state" | "reason">): string => {
  if (state === "stopped" && reason === byHand) return `is ${byHand}`;
  if (state === "failed") return "has failed";
  return state === "backoff" ? "is in backoff" : `is ${state}`;
};

/** A path relative to a group. */
const within = (group: ChildPath, path: ChildPath): string =>
  group !== "" && path.startsWith(group) ? path.slice(group.length).replace(/^\//, "") : path;

/**
 * The children that a degraded group is missing: `degraded: web/api is stopped by hand, worker is in backoff`; empty if
 * none is missing. Paths are relative to `group`.
 */
export const describeDegraded = (missing: ReadonlyArray<NotRunning>, group: ChildPath = ""): string => {
  if (missing.length === 0) return "";
  const shown = missing.slice(0, maxNamed).map((one) => `${within(group, one.path)} ${describeState(one)}`);
  const more = missing.length - shown.length;
  return `degraded: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
};
