import type { Scope } from "effect";
import { createActor } from "xstate";
import type { ChildCommand } from "../machines/childProtocol.ts";
import type { SupervisorEmitted } from "../machines/supervisor/events.ts";
import { supervisorMachine } from "../machines/supervisor.ts";
import { join, root } from "../src/domain/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../src/domain/ChildSpec.ts";
import type { Member, MemberRules } from "../src/policy/roster.ts";
import { childOf, type SupervisorNode, type TreeNode } from "./node.ts";
import { report } from "./report.ts";
import { inFuture, recordTransitions, type Wiring } from "./wiring.ts";

/** What a supervisor goes by when it decides about a child. */
export const rulesFor = ({ id, restart, significant, backoff, limit, onLimit }: ChildSpec): MemberRules => ({
  id,
  restart,
  significant,
  backoff,
  limit,
  onLimit,
});

/** How a supervisor remembers a child that has not been started yet. */
export const memberFor = (spec: ChildSpec): Member => ({
  ...rulesFor(spec),
  streak: 0,
  refusals: 0,
  restarts: [],
  wanted: spec.autostart ? "up" : "down",
  standing: "down",
});

/** A supervisor's actor, wired to its parent. Its children's nodes are added by the caller. */
export const makeSupervisorNode = (
  spec: SupervisorSpec,
  parent: SupervisorNode | null,
  scope: Scope.CloseableScope,
  wiring: Wiring,
): SupervisorNode => {
  const actor = createActor(supervisorMachine, {
    input: { rules: { ...spec, isRoot: parent === null }, children: spec.children.map(memberFor) },
    clock: wiring.timers,
  });
  const node: SupervisorNode = {
    kind: "supervisor",
    path: parent ? join(parent.path, spec.id) : root,
    parent,
    spec,
    scope,
    actor,
    state: "stopped",
    since: wiring.now.wall(),
    nextAttemptAt: null,
    children: [],
  };
  // First, because that nothing has begun yet is nothing to remember: it would replace what is to be taken up.
  actor.start();
  recordTransitions(node, wiring, () => undefined);
  actor.subscribe((snapshot) => {
    const { delayMs, retryMs } = snapshot.context;
    if (snapshot.matches({ backoff: "waiting" })) node.nextAttemptAt ??= inFuture(wiring.now, delayMs);
    if (snapshot.matches("failed") && parent === null) node.nextAttemptAt ??= inFuture(wiring.now, retryMs);
  });
  actor.on("*", (emitted) => answer(node, emitted, wiring));
  return node;
};

/** Pass a supervisor's commands down and its reports up. */
const answer = (node: SupervisorNode, emitted: SupervisorEmitted, wiring: Wiring): void => {
  const { post, now, dice } = wiring;
  switch (emitted.type) {
    case "COMMAND": {
      const target = childOf(node, emitted.child);
      if (target) post.letter(() => command(target, emitted.command, wiring));
      break;
    }
    case "WAKE":
      post.work(() => node.actor.send({ type: "WORK", at: now.monotonic(), dice: dice() }));
      break;
    default:
      report(node, emitted, wiring);
  }
};

/**
 * Give a command to a node; a start is told the time, and a service the number of the run it begins: none, if it
 * can't begin one.
 */
const command = (node: TreeNode, told: ChildCommand, { now }: Wiring): void => {
  if (told.type !== "START") {
    node.actor.send(told);
  } else if (node.kind === "service") {
    const start = { ...told, run: node.lastRun + 1, at: now.monotonic() };
    if (!node.actor.getSnapshot().can(start)) return;
    // The run that begins goes by all of the declaration, also by what the last one could not change to.
    node.actor.send({ type: "UPDATE", rules: node.spec });
    node.lastRun = start.run;
    node.actor.send(start);
  } else {
    node.actor.send({ ...told, at: now.monotonic() });
  }
};
