import type { Scope } from "effect";
import { createActor } from "xstate";
import type { ChildCommand } from "../../machines/childProtocol.ts";
import { jobMachine } from "../../machines/job.ts";
import type { RunRequest } from "../../src/domain/job/JobState.ts";
import { type ChildPath, isWithin, join, replicaOf } from "../../src/domain/tree/ChildPath.ts";
import type { JobSpec, ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import { emptyJobTally } from "../../src/policy/job/tally.ts";
import type { JobNode, ServiceNode, SupervisorNode } from "../node/node.ts";
import { report } from "../node/service/report.ts";
import { makeServiceNode } from "../node/service/serviceNode.ts";
import { actorOptions, nodeAtRest } from "../node/views/atRest.ts";
import { Trace } from "../node/views/trace.ts";
import { recordSteps, type Wiring } from "../node/wiring.ts";

/** The view of a job that has not been loaded. */
const nothingShown: JobNode["shown"] = {
  condition: "removed",
  next_at: null,
  waiting: 0,
  paused: null,
  last_run: null,
  last_success_at: null,
};

/** A job's actor, wired to its supervisor and to the decisions about jobs; with the slots of its earlier runs. */
export const makeJobNode = (
  spec: JobSpec,
  parent: SupervisorNode,
  scope: Scope.CloseableScope,
  lastRuns: ReadonlyMap<ChildPath, number>,
  wiring: Wiring,
): JobNode => {
  const trace = new Trace(wiring.now);
  const actor = createActor(jobMachine, { input: { id: spec.id }, ...actorOptions(trace, wiring) });
  const path = join(parent.path, spec.id);
  const node: JobNode = Object.assign(nodeAtRest({ path, parent, spec, scope }, actor, trace), {
    kind: "job" as const,
    slots: [] as ReadonlyArray<ServiceNode>,
    shown: nothingShown,
    counted: emptyJobTally,
  });
  actor.start();
  const step = recordSteps(node, wiring, () => undefined);
  actor.subscribe(({ value, context }) => step(value, null, context));
  actor.on("*", (emitted) => {
    if (emitted.type === "LOAD") wiring.mailbox.send(() => wiring.jobs.load(node));
    else if (emitted.type === "UNLOAD") wiring.mailbox.send(() => wiring.jobs.unload(node, emitted.mode));
    else report(node, emitted, wiring);
  });
  for (const used of lastRuns.keys()) {
    const number = replicaOf(used);
    if (number !== null && isWithin(path, used) && used === join(path, `#${number}`))
      slotOf(node, Number(number), lastRuns, wiring);
  }
  return node;
};

/** Send a command to a job; a start carries the time. */
export const commandJob = (node: JobNode, order: ChildCommand, { now }: Wiring): void =>
  node.actor.send(order.type === "START" ? { ...order, at: now.monotonic() } : order);

/** A job follows its new declaration at once, and its next run too. */
export const updateJob = (node: JobNode, spec: JobSpec, _from: unknown, { mailbox, jobs }: Wiring): void => {
  node.spec = spec;
  mailbox.send(() => jobs.redeclared(node));
};

/** The declaration of a slot, with the parameters of a run in its environment. */
const slotSpec = ({ spec }: JobNode, number: number, request: RunRequest | null): ServiceSpec => {
  const given = spec.parameters.flatMap(({ name, default: usual }) => {
    const value = request?.parameters[name] ?? usual;
    return value === null ? [] : [[name, value] as const];
  });
  const { template } = spec;
  return { ...template, id: `#${number}`, env: { ...template.env, ...Object.fromEntries(given) } };
};

/** The slot of this number; it is made when it is first needed, and stays for its output and its last exit. */
const slotOf = (
  node: JobNode,
  number: number,
  lastRuns: ReadonlyMap<ChildPath, number>,
  wiring: Wiring,
): ServiceNode => {
  const id = `#${number}`;
  const known = node.slots.find(({ spec }) => spec.id === id);
  if (known) return known;
  const { parent, scope } = node;
  const slot = makeServiceNode(slotSpec(node, number, null), parent, scope, lastRuns, wiring, node);
  node.slots = [...node.slots, slot].sort((a, b) => Number(replicaOf(a.path)) - Number(replicaOf(b.path)));
  wiring.views.changed(slot);
  return slot;
};

/** The slot of this number, ready for a run with these parameters. */
export const slotFor = (
  node: JobNode,
  number: number,
  request: RunRequest | null,
  wiring: Wiring,
): ServiceNode => {
  const slot = slotOf(node, number, new Map(), wiring);
  slot.spec = slotSpec(node, number, request);
  return slot;
};
