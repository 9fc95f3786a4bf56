import { Effect, Runtime } from "effect";
import type { ServiceSpec, SupervisorSpec } from "../../src/domain/tree/ChildSpec.ts";
import { isLive } from "../../src/policy/states.ts";
import type { ServiceNode, SupervisorNode } from "../node/node.ts";
import { noteUnenforced } from "../node/service/unenforced.ts";
import { rulesFor } from "../node/supervisorNode.ts";
import type { Wiring } from "../node/wiring.ts";

/** From when on a declaration applies. */
export type From = "now" | "next run";

/** `now`: a live run is stopped, and its output kept, as declared from now on. */
export const updateService = (node: ServiceNode, spec: ServiceSpec, from: From, wiring: Wiring): void => {
  const { mailbox, runtime, now } = wiring;
  const { process } = node;
  node.spec = spec;
  if (from === "next run") return;
  if (process)
    Runtime.runFork(runtime)(
      Effect.map(process.updateSpec(spec), () => noteUnenforced(node, node.lastRun, process, wiring)),
    );
  mailbox.send(() => sendServiceRules(node, now.monotonic()));
};

/** A live run keeps the readiness rule that it was started with. */
const sendServiceRules = (node: ServiceNode, at: number): void => {
  const { ready } = node.actor.getSnapshot().context.rules;
  const rules = isLive(node.state) ? { ...node.spec, ready } : node.spec;
  node.actor.send({ type: "UPDATE", rules, at });
};

export const updateSupervisor = (
  node: SupervisorNode,
  spec: SupervisorSpec,
  _from: From,
  wiring: Wiring,
): void => {
  node.spec = spec;
  updateMembers(node, wiring);
};

/** Send a supervisor its current rules and those of its children. */
export const updateMembers = (node: SupervisorNode, { mailbox }: Wiring): void =>
  mailbox.send(() => {
    const children = node.children.map(({ spec }) => rulesFor(spec, node.path));
    node.actor.send({ type: "UPDATE", rules: { ...node.spec, isRoot: node.parent === null }, children });
  });
