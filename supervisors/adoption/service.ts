import { Effect, Option, Runtime } from "effect";
import { isServicePurpose, type ServiceStopPurpose } from "../../machines/service/context.ts";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { resumption } from "../../src/policy/adoption/resume.ts";
import type { LeftRun } from "../../src/ports/machine/ProcessSpawner.ts";
import type { ServiceNode } from "../node/node.ts";
import { followRun } from "../node/service/serviceNode.ts";
import { monotonicOf } from "../node/views/wallTime.ts";
import type { Wiring } from "../node/wiring.ts";
import type { Findings, ResumePoint } from "./findings.ts";
import { isRetried, reasonIn, remainingPause } from "./remembered.ts";

/** Where a service resumes: with a run that is alive or has ended meanwhile, or at rest. */
export const serviceResumePoint = (
  node: ServiceNode,
  findings: Findings,
): Effect.Effect<ResumePoint | null> =>
  Effect.gen(function* () {
    const { wiring, memories, runs } = findings;
    const memory = memories.get(node.path);
    const run = runs.get(node.path);
    const how = resumption(memory, run, node.spec, Date.parse(wiring.now.wall()));
    if (how.kind !== "adopt" || !run) return restingPoint(how);
    const isDeclared = run.isAsDeclared(node.spec);
    wiring.crashPoint("adoption.adopting");
    const process = yield* Effect.option(wiring.spawner.adopt(run, isDeclared ? node.spec : run.spec));
    wiring.crashPoint("adoption.adopted");
    // Its run was claimed but never began: the service is started anew.
    if (Option.isNone(process)) return null;
    if (isDeclared && run.life === "live") yield* process.value.updateSpec(node.spec);
    // Changes of a job hold from its next run on, and each run by hand may have other parameters.
    const isKept = isDeclared || node.job !== null;
    const ask = isKept ? unasked(memory, how.phase) : changed(run);
    return { state: ask ? "stopping" : how.phase, adopted: { run, process: process.value }, ask };
  });

/** Where a service without a run resumes: at rest, or waiting for a start that was held. */
const restingPoint = (how: ReturnType<typeof resumption>): ResumePoint | null => {
  const state = how.kind === "rest" ? how.state : how.kind === "held" ? "starting" : null;
  return state && { state, adopted: null, ask: null };
};

/** A stop that was decided, but whose request to the process was not sent, or was sent and not recorded. */
const unasked = (memory: Memory | undefined, phase: ChildState): ResumePoint["ask"] =>
  memory?.stop?.isAsked === false && phase === "stopping"
    ? { reason: memory.held?.cause ?? memory.reason, by: memory.by }
    : null;

const changed = ({ run }: LeftRun): ResumePoint["ask"] => ({
  reason: `its declaration was changed after run ${run} was started`,
  by: "system",
});

/** Resume the chart of a service, and follow its adopted run. */
export const resumeService = (
  node: ServiceNode,
  { state, adopted, ask }: ResumePoint,
  findings: Findings,
): void => {
  const { wiring, memories } = findings;
  const memory = memories.get(node.path);
  const run = adopted?.run.run ?? node.lastRun;
  node.process = adopted?.process ?? null;
  if (state === "stopping" && ask === null) node.askedRun = run;
  node.actor.send({
    type: "RESUME",
    found: {
      state,
      isAsked: ask === null,
      pid: adopted?.process.pid ?? null,
      run,
      startedAt: monotonicOf(wiring.now, adopted?.run.startedAt ?? 0),
      spentMs: ask ? 0 : spentIn(state, adopted?.run, memory, wiring),
      delayMs: remainingPause(memory, wiring),
      isRetried: isRetried(memory),
      held: heldIn(state, memory, adopted ? run : run + 1),
      stop: {
        purpose: purposeIn(memory),
        mode: memory?.stop?.mode ?? "ordered",
      },
      ...(ask ?? reasonIn(state, memory)),
    },
  });
  if (adopted)
    Runtime.runFork(wiring.runtime)(followRun(node, run, adopted.process, wiring), { scope: node.scope });
};

/** The purpose of the stop in progress; those of supervisors are requests to a service. */
const purposeIn = (memory: Memory | undefined): ServiceStopPurpose => {
  const purpose = memory?.stop?.purpose;
  return isServicePurpose(purpose) ? purpose : "request";
};

/** The hold of a start or stop, with the last known reason; null if it was not held. */
const heldIn = (state: ChildState, memory: Memory | undefined, run: number) =>
  memory?.held && memory.state === state ? { run, reason: memory.reason } : null;

/** How long a run has been in its state, or had been when it ended, in ms; subtracted from its deadlines. */
const spentIn = (
  state: ChildState,
  run: LeftRun | undefined,
  memory: Memory | undefined,
  { now }: Wiring,
): number => {
  if (!run) return 0;
  const since = state === "stopping" && memory ? Date.parse(memory.since) : run.startedAt;
  return Math.max(0, (run.endedAt ?? Date.parse(now.wall())) - since);
};
