import type { NotPossible } from "../domain/Errors.ts";
import type { ChildPath } from "../domain/tree/ChildPath.ts";
import type { ChildState } from "../domain/tree/State.ts";
import { type CommandName, commandNames } from "../domain/view/commandNames.ts";

/** The properties of a node on which the commands that it accepts depend. */
export interface CommandTarget {
  readonly path: ChildPath;
  readonly state: ChildState;
  /** The time of its next automatic start, ISO 8601; null if there is none or it is unknown. */
  readonly nextAttemptAt: string | null;
  /** What can be added to it: any children, instances of its template, or nothing. */
  readonly holds: "children" | "replicas" | "nothing";
  /**
   * Whom a reload of it reaches: itself, its instances, or the children under it that declare one; undeclared: nobody
   * says how. Nothing: it has no process, and none under it.
   */
  readonly reloads: "itself" | "instances" | "those under it" | "undeclared" | "nothing";
  /** What of it may run at the same time if its file says so: instances of a service, runs of a job, or nothing. */
  readonly multiple: "instances" | "runs" | "nothing";
  /** The job of which it is a slot; null: it is a child of its supervisor. */
  readonly slotOf: ChildPath | null;
}

/** What the commands of a child depend on in its supervisor. Without `reloads`, which takes a walk through the whole subtree. */
export type TargetParent = Pick<CommandTarget, "path" | "state" | "holds">;

/** The parent of a node, null for the root, and whether its daemon is exiting. */
export interface TargetContext {
  readonly parent: TargetParent | null;
  readonly daemon: "running" | "ending";
}

/** Why a command is refused. */
export interface Refusal {
  readonly reason: NotPossible["reason"];
  readonly message: string;
}

/** A node's name in messages. */
export const displayName = ({ path }: Pick<CommandTarget, "path">): string => path || "the tree";

const isUp = ({ state }: Pick<CommandTarget, "state">): boolean =>
  state === "running" || state === "starting";

const startFirst = ({ path }: Pick<CommandTarget, "path">): string =>
  `\`sentinel start ${path || "/"}\` first`;

const supervisorDown = (message: string): Refusal => ({ reason: "supervisor_down", message });

/** Why what runs in a slot is not for a user to decide, and what to do instead; null for every other node. */
const whyNotOfSlot = ({ path, slotOf }: CommandTarget, what: string, instead: string): Refusal | null =>
  slotOf === null
    ? null
    : {
        reason: "slot_of_job",
        message: `${path} can't be ${what}: it is a slot of the job ${slotOf}; ${instead}`,
      };

/** Why a user can't start it now; null if they can. */
export const whyNotStartable = (node: CommandTarget, { parent, daemon }: TargetContext): Refusal | null => {
  const ofSlot = whyNotOfSlot(node, "started", `\`sentinel run ${node.slotOf}\` starts a run of it`);
  if (ofSlot) return ofSlot;
  const what = `${displayName(node)} can't be started`;
  if (daemon === "ending") return supervisorDown(`${what}: the daemon is exiting`);
  if (!parent || isUp(parent)) return null;
  const why = `its supervisor ${displayName(parent)} is ${parent.state}`;
  return supervisorDown(`${what}: ${why}; ${startFirst(parent)}`);
};

/** Why a start by hand is refused during backoff; null in any other state. */
export const whyRestartPending = (node: CommandTarget): Refusal | null => {
  if (node.state !== "backoff") return null;
  const due = node.nextAttemptAt ? `; the next attempt is at ${node.nextAttemptAt}` : "";
  return { reason: "restarting", message: `${displayName(node)} is already being restarted${due}` };
};

const toReload = "write `reload: SIGHUP`, or another signal or command, in the file";

/** Why it can't be reloaded now; null if it can. */
export const whyNotReloadable = (node: CommandTarget): Refusal | null => {
  const { path, state, holds, reloads } = node;
  const name = displayName(node);
  const never = (message: string): Refusal => ({ reason: "not_reloadable", message });
  if (reloads === "nothing") return never(`${path} has no process that could be reloaded`);
  if (reloads === "undeclared")
    return never(
      holds === "nothing"
        ? `${path} does not say how it is reloaded; ${toReload}, or \`sentinel restart ${path}\``
        : `no child of ${name} says how it is reloaded; ${toReload}`,
    );
  // Of a group, each child under it that runs is reloaded.
  if (reloads === "those under it" || state === "running") return null;
  return { reason: "not_running", message: `${name} can't be reloaded: it is ${state}` };
};

/** Why no child can ever be added to it. */
export const holdsNoChildren = ({ path }: Pick<CommandTarget, "path">): Refusal => ({
  reason: "invalid_spec",
  message: `children can't be added to ${path}: it is not a supervisor with a list of children`,
});

/** Why a user can't add a child to it now; null if they can. */
export const whyNotAdded = (
  node: CommandTarget,
  { daemon }: Pick<TargetContext, "daemon">,
): Refusal | null => {
  if (node.holds !== "children") return holdsNoChildren(node);
  const what = `no child can be added to ${displayName(node)}`;
  if (daemon === "ending") return supervisorDown(`${what}: the daemon is exiting`);
  return isUp(node) ? null : supervisorDown(`${what}: it is ${node.state}; ${startFirst(node)}`);
};

/** Why the root can't be removed. */
export const rootNotRemovable: Refusal = {
  reason: "invalid_spec",
  message: "the root can't be removed; `sentinel down` stops it",
};

/** Why it can't be removed; null if it can. */
export const whyNotRemovable = (
  node: CommandTarget,
  { parent }: Pick<TargetContext, "parent">,
): Refusal | null =>
  parent === null
    ? rootNotRemovable
    : whyNotOfSlot(
        node,
        "removed",
        `\`sentinel stop ${node.path}\` stops its run, \`sentinel remove ${node.slotOf}\` removes the job`,
      );

/** Why a child for which others wait can't be removed. */
export const isDependedOn = (
  { path }: Pick<CommandTarget, "path">,
  dependants: ReadonlyArray<ChildPath>,
): Refusal => ({
  reason: "invalid_spec",
  message: `${path} can't be removed: ${dependants.join(", ")} could never start without it; remove \`after\` there first`,
});

/** The requested number of instances, and what else can be scaled. */
interface Scaling {
  readonly replicas: number;
  readonly others: ReadonlyArray<ChildPath>;
}

/** Why a child without replicas can't be scaled, and what to do instead. */
export const notReplicated = (
  node: CommandTarget,
  { parent }: Pick<TargetContext, "parent">,
  { replicas, others }: Scaling,
): Refusal => {
  const refusal = (message: string): Refusal => ({ reason: "not_replicated", message });
  const ofSlot = whyNotOfSlot(node, "scaled", "`overlap: allow` lets its runs go beside each other");
  if (ofSlot) return ofSlot;
  if (parent?.holds === "replicas")
    return refusal(
      `${node.path} is an instance of ${parent.path}; scale that instead: \`sentinel scale ${parent.path} ${replicas}\``,
    );
  const now = others.length > 0 ? `; can be scaled: ${others.join(", ")}` : "";
  if (node.holds === "children")
    return refusal(`${displayName(node)} is a supervisor; only a replicated service can be scaled${now}`);
  if (node.multiple === "nothing")
    return refusal(`${node.path} can't be scaled: it has no process of its own${now}`);
  if (node.multiple === "runs")
    return refusal(
      `${node.path} is a job, which has runs instead of instances; \`overlap: allow\` in its schedule lets several go at the same time${now}`,
    );
  return refusal(
    `${node.path} is not replicated; give it \`replicas: ${Math.max(1, replicas)}\` in the file, then \`sentinel apply\`${now}`,
  );
};

/** Why it can't be scaled now; null if it can. */
export const whyNotScaled = (
  node: CommandTarget,
  surroundings: TargetContext,
  scaling: Scaling = { replicas: 1, others: [] },
): Refusal | null => {
  if (node.holds !== "replicas") return notReplicated(node, surroundings, scaling);
  if (surroundings.daemon === "running") return null;
  return supervisorDown(`${displayName(node)} can't be scaled: the daemon is exiting`);
};

/** For each command: null if the node accepts it now, or why it is refused. */
export const refusals = (
  node: CommandTarget,
  surroundings: TargetContext,
): Readonly<Record<CommandName, Refusal | null>> => ({
  // Starting a child that is already up is not an error.
  start: isUp(node) ? null : (whyRestartPending(node) ?? whyNotStartable(node, surroundings)),
  stop: null,
  restart: whyNotStartable(node, surroundings),
  reload: whyNotReloadable(node),
  // It is sent to all running processes at or below the node, possibly none.
  signal: null,
  add: whyNotAdded(node, surroundings),
  remove: whyNotRemovable(node, surroundings),
  scale: whyNotScaled(node, surroundings),
});

/** The commands that a node accepts now. */
export const allowed = (node: CommandTarget, surroundings: TargetContext): ReadonlyArray<CommandName> => {
  const refused = refusals(node, surroundings);
  return commandNames.filter((command) => refused[command] === null);
};
