import type { Scope } from "effect";
import { createActor } from "xstate";
import type { ChildCommand } from "../../machines/childProtocol.ts";
import type { SupervisorEmitted } from "../../machines/supervisor/events.ts";
import { supervisorMachine } from "../../machines/supervisor.ts";
import { type ChildPath, join, root } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../src/domain/tree/ChildSpec.ts";
import { siblingsAwaited } from "../../src/policy/dependencies/siblings.ts";
import type { Member, MemberRules, Roster } from "../../src/policy/restart/roster.ts";
import { withEscalation, withRestart } from "../../src/policy/tally.ts";
import { childOf, isUp, type SupervisorNode, type TreeNode } from "./node.ts";
import { report } from "./service/report.ts";
import { actorOptions, nodeAtRest } from "./views/atRest.ts";
import { Trace } from "./views/trace.ts";
import { changed, recordSteps, type Wiring } from "./wiring.ts";

/** The rules by which the supervisor at a path decides about a child. */
export const rulesFor = (spec: ChildSpec, parent: ChildPath): MemberRules => {
  const { id, restart, significant, backoff, limit, onLimit } = spec;
  return { id, restart, significant, backoff, limit, onLimit, awaits: siblingsAwaited(spec, parent) };
};

/** A record of the supervisor at a path of a child that has not been started yet. */
export const memberFor = (spec: ChildSpec, parent: ChildPath): Member => ({
  ...rulesFor(spec, parent),
  streak: 0,
  refusals: 0,
  restarts: [],
  wanted: spec.autostart ? "up" : "down",
  standing: "down",
});

/** Passes a command to a child of any kind. */
type CommandChild = (child: TreeNode, order: ChildCommand, wiring: Wiring) => void;

/** A supervisor's actor, wired to its parent. Its children's nodes are added by the caller. */
export const makeSupervisorNode = (
  spec: SupervisorSpec,
  parent: SupervisorNode | null,
  scope: Scope.CloseableScope,
  command: CommandChild,
  wiring: Wiring,
): SupervisorNode => {
  const trace = new Trace(wiring.now);
  const path = parent ? join(parent.path, spec.id) : root;
  const children = spec.children.map((child) => memberFor(child, path));
  const input = { rules: { ...spec, isRoot: parent === null }, children };
  const actor = createActor(supervisorMachine, { input, ...actorOptions(trace, wiring) });
  const node: SupervisorNode = Object.assign(nodeAtRest({ path, parent, spec, scope }, actor, trace), {
    kind: "supervisor" as const,
    children: [],
  });
  // Before the subscriptions, because the memory of a tree that has not begun would replace the one to be adopted.
  actor.start();
  const step = recordSteps(node, wiring, (state, from, { by }) => {
    const hasGivenUp = actor.getSnapshot().context.stop.purpose === "gave_up";
    if (from === "running" && hasGivenUp) node.tally = withEscalation(node.tally);
    if (from === "backoff" && state === "starting" && by === "system" && parent)
      parent.tally = withRestart(parent.tally, "escalation");
  });
  const noteChildren = followChildren(node, wiring);
  actor.subscribe(({ value, context }) => {
    step(value, null, context);
    noteChildren(context.children);
  });
  actor.on("*", (emitted) => answer(node, emitted, command, wiring));
  return node;
};

/** After each step of a supervisor, update the views and memories of those children that depend on it. */
const followChildren = (node: SupervisorNode, wiring: Wiring): ((roster: Roster) => void) => {
  let known: Roster = node.actor.getSnapshot().context.children;
  let wasUp = isUp(node);
  return (roster) => {
    // Which commands a child accepts depends on whether its supervisor is up.
    if (isUp(node) !== wasUp) {
      wasUp = !wasUp;
      for (const child of node.children) wiring.views.changed(child);
    }
    // The supervisor's record of a child is stored with the child.
    const before = known;
    known = roster;
    if (known === before) return;
    // A loop over the entries takes ten times as long; of ten thousand members, each reports its start and its stop.
    for (const { id } of known.filter((member, index) => member !== before[index])) {
      const child = childOf(node, id);
      if (child) changed(child, wiring);
    }
  };
};

/** Pass a supervisor's commands down and its reports up. */
const answer = (
  node: SupervisorNode,
  emitted: SupervisorEmitted,
  command: CommandChild,
  wiring: Wiring,
): void => {
  const { mailbox, now, dice } = wiring;
  switch (emitted.type) {
    case "COMMAND": {
      const target = childOf(node, emitted.child);
      if (target) mailbox.send(() => command(target, emitted.command, wiring));
      break;
    }
    case "WAKE":
      mailbox.work(() => node.actor.send({ type: "WORK", at: now.monotonic(), dice: dice() }));
      break;
    default:
      report(node, emitted, wiring);
  }
};

/** Send a command to a supervisor; a start carries the time. */
export const commandSupervisor = (node: SupervisorNode, order: ChildCommand, { now }: Wiring): void =>
  node.actor.send(order.type === "START" ? { ...order, at: now.monotonic() } : order);
