import { Effect } from "effect";
import type { StopPurpose } from "../machines/supervisor/events.ts";
import type { NotPossible } from "../src/domain/Errors.ts";
import type { Wanted } from "../src/domain/State.ts";
import { isUp, memberOf, type ServiceNode, type TreeNode, withDescendants } from "./node.ts";
import type { CommandOptions, Outcome } from "./Supervision.ts";
import { downStates, name, reasonOf, refuse, tell, until, upStates } from "./saying.ts";
import type { Tree } from "./tree.ts";

/** Why nothing can start a child by hand now, if there is something. */
const whyNotStarted = ({ course }: Tree, node: TreeNode): NotPossible | null => {
  const { parent } = node;
  if (course === "ending")
    return refuse(node, "supervisor_down", `${name(node)} can't be started: the daemon is ending`);
  if (!parent || isUp(parent)) return null;
  const message = `${name(node)} can't be started: its supervisor ${name(parent)} is ${parent.state}; \`sentinel start ${parent.path || "/"}\` first`;
  return refuse(node, "supervisor_down", message);
};

/** Start a child by hand, or the whole tree for the root. What a person stopped becomes wanted again. */
export const start = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    const { path, state } = node;
    if (state === "backoff") {
      const due = node.nextAttemptAt ? `; the next attempt is at ${node.nextAttemptAt}` : "";
      return yield* refuse(node, "restarting", `${name(node)} is being restarted already${due}`);
    }
    if (state === "running" || state === "starting") {
      if (options.wait) yield* until(node, ["running", "finished", "failed", "stopped", "backoff"]);
      return { path, state: node.state, reached: upStates.includes(node.state), reason: reasonOf(node) };
    }
    if (state === "stopping") yield* until(node, ["stopped", "failed", "finished", "backoff"]);
    const refused = whyNotStarted(tree, node);
    if (refused) return yield* refused;
    const because = { reason: options.because ?? "started by hand", by: options.by };
    const { parent } = node;
    const say = (): void =>
      parent
        ? parent.actor.send({ type: "START_CHILD", child: node.spec.id, ...because })
        : tree.root.actor.send({ type: "START", at: tree.wiring.now.monotonic(), ...because });
    return yield* tell(tree, node, say, upStates, ["failed", "stopped", "backoff"], options);
  });

/** What somebody stops a child for, and what is wanted of it meanwhile. */
interface Stop {
  readonly purpose: StopPurpose;
  readonly wanted: Wanted;
}

/**
 * Stop a child by hand. It stays stopped, through group restarts too, until a person starts it; but one that is
 * wanted `up` still is stopped to be started again, by the next daemon if need be.
 */
export const stop = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
  { purpose, wanted }: Stop = { purpose: "stop", wanted: "down" },
): Effect.Effect<Outcome> => {
  const because = { reason: options.because ?? "stopped by hand", by: options.by };
  const { parent } = node;
  const say = (): void =>
    parent
      ? parent.actor.send({ type: "STOP_CHILD", child: node.spec.id, purpose, wanted, ...because })
      : tree.root.actor.send({ type: "STOP", mode: "ordered", ...because });
  return tell(tree, node, say, downStates, [], options);
};

/** Stop, then start, unless somebody has stopped it meanwhile; not counted as a restart. */
export const restart = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    // Before anything is stopped, or wanted otherwise than it was.
    const refused = whyNotStarted(tree, node);
    if (refused) return yield* refused;
    const said = { ...options, because: options.because ?? "restarted by hand" };
    const stopped = yield* stop(tree, node, { ...said, wait: true }, { purpose: "restart", wanted: "up" });
    return memberOf(node)?.wanted === "down"
      ? { ...stopped, reached: false }
      : yield* start(tree, node, said);
  });

/** Signal the process groups of the live runs at or under a node; the pids that it went to. */
export const signal = (node: TreeNode, signalName: string): Effect.Effect<ReadonlyArray<number>> => {
  const live = withDescendants(node).flatMap((one) => (isLive(one) ? [one.process] : []));
  return Effect.forEach(live, (process) => Effect.as(process.signal(signalName), process.pid));
};

const isLive = (node: TreeNode): node is ServiceNode & { process: NonNullable<ServiceNode["process"]> } =>
  node.kind === "service" && node.process !== null;
