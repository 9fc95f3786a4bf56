import type { Scope } from "effect";
import { createActor } from "xstate";
import type { ChildCommand } from "../../machines/childProtocol.ts";
import type { SupervisorEmitted } from "../../machines/supervisor/events.ts";
import { supervisorMachine } from "../../machines/supervisor.ts";
import { join, root } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Member, MemberRules } from "../../src/policy/restart/roster.ts";
import { emptyTally, withEscalation, withRestart } from "../../src/policy/tally.ts";
import { childOf, type SupervisorNode, type TreeNode } from "./node.ts";
import { report } from "./report.ts";
import { outermostState, Trace } from "./trace.ts";
import { recordTransitions, type Wiring } from "./wiring.ts";

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

/** How a command gets to a child, of whatever kind that is. */
type CommandChild = (child: TreeNode, told: ChildCommand, wiring: Wiring) => void;

/** A supervisor's actor, wired to its parent. Its children's nodes are added by the caller. */
export const makeSupervisorNode = (
  spec: SupervisorSpec,
  parent: SupervisorNode | null,
  scope: Scope.CloseableScope,
  command: CommandChild,
  wiring: Wiring,
): SupervisorNode => {
  const trace = new Trace(wiring.now);
  const actor = createActor(supervisorMachine, {
    input: { rules: { ...spec, isRoot: parent === null }, children: spec.children.map(memberFor) },
    clock: wiring.timers,
    inspect: trace.inspect,
  });
  const node: SupervisorNode = {
    kind: "supervisor",
    path: parent ? join(parent.path, spec.id) : root,
    parent,
    spec,
    scope,
    actor,
    get state() {
      return outermostState(actor.getSnapshot().value);
    },
    trace,
    tally: emptyTally,
    children: [],
  };
  // First, because that nothing has begun yet is nothing to remember: it would replace what is to be taken up.
  actor.start();
  recordTransitions(node, wiring, (state, by, from) => {
    const hasGivenUp = actor.getSnapshot().context.stop.purpose === "gave_up";
    if (from === "running" && hasGivenUp) node.tally = withEscalation(node.tally);
    if (from === "backoff" && state === "starting" && by === "system" && parent)
      parent.tally = withRestart(parent.tally, "escalation");
  });
  actor.on("*", (emitted) => answer(node, emitted, command, wiring));
  return node;
};

/** Pass a supervisor's commands down and its reports up. */
const answer = (
  node: SupervisorNode,
  emitted: SupervisorEmitted,
  command: CommandChild,
  wiring: Wiring,
): void => {
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

/** Give a command to a supervisor; a start is told the time. */
export const commandSupervisor = (node: SupervisorNode, told: ChildCommand, { now }: Wiring): void =>
  node.actor.send(told.type === "START" ? { ...told, at: now.monotonic() } : told);
