import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Effect, Layer, Schema } from "effect";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import * as memoryProber from "../../src/adapters/memory/Prober.ts";
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import { type ChildSpec, type SupervisorSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import * as commands from "../../supervisors/commands/commands.ts";
import * as wholeTree from "../../supervisors/commands/wholeTree.ts";
import { withDescendants } from "../../supervisors/node/service/descendants.ts";
import { makeTree, type Tree } from "../../supervisors/tree/tree.ts";
import { spawnerLayer } from "../process/world.ts";
import { showsEnvironments } from "../support/listedProcesses.ts";
import { quietMachine } from "../support/quietMachine.ts";
import type { Case, CaseNode, StartOutcome, Stimulus } from "./caseFormat.ts";
import { treeOf, workersOf } from "./caseTree.ts";
import {
  by,
  call,
  finalOf,
  idOf,
  isBusy,
  type Observed,
  observe,
  supervisorAt,
  type World,
} from "./otpView.ts";

const outcomeLine = (outcome: StartOutcome): string | null => {
  if (outcome === "raise") return "fail";
  if (typeof outcome === "string") return outcome === "gate" ? null : outcome;
  if ("ok_after_ms" in outcome) return `after ${outcome.ok_after_ms / 1000}`;
  return "timeout_ms" in outcome ? "timeout" : null;
};

const stopLine = ({ on_stop = "obey" }: CaseNode): string | null => {
  if (typeof on_stop === "string") return on_stop;
  return "delay_ms" in on_stop ? String(on_stop.delay_ms / 1000) : on_stop.exit;
};

/** Why a case can't be run with real processes; null when it can. */
export const whyNotReal = ({ tree, do: stimuli, gated }: Case): string | null => {
  if (gated) return "a start that is held open while requests are made";
  if ((tree.period ?? 5) <= 2) return "a window of a second or two, on a machine that may be busy";
  if (workersOf(tree).some(({ unkillable }) => unkillable)) return "a process that survives SIGKILL";
  if (stimuli.some(({ do: what }) => what === "together")) return "ends in the very same instant";
  if (stimuli.some(({ spec }) => spec !== undefined)) return "a scripted child that is added while running";
  if (workersOf(tree).some(({ pool }) => pool)) return "a pool, whose scripts are per instance";
  const scripts = workersOf(tree).flatMap(({ start = [] }) => start.map(outcomeLine));
  return scripts.includes(null) ? "a start that only a script can have" : null;
};

const puppet = join(import.meta.dirname, "puppet.sh");

/** The tree of a case with puppets for workers. */
const withPuppets = (node: SupervisorSpec, folder: string): SupervisorSpec => ({
  ...node,
  children: node.children.map(
    (child): ChildSpec =>
      child.kind === "supervisor"
        ? withPuppets(child, folder)
        : child.kind === "service"
          ? { ...child, cwd: folder, command: { argv: [puppet, folder, child.id] } }
          : child,
  ),
});

const signals: Readonly<Record<string, NodeJS.Signals>> = {
  normal: "SIGUSR2",
  abnormal: "SIGUSR1",
  shutdown: "SIGTERM",
  shutdown_term: "SIGTERM",
  killed: "SIGKILL",
};

/** Long enough for everything that follows from an end to have begun. */
const quietMs = 60;

const isStopping = (tree: Tree): boolean =>
  withDescendants(tree.root).some(({ state }) => state === "stopping");

/** Until nothing is logged or stopping any more and, unless the case goes on meanwhile, no supervisor is busy. */
const quiet = (tree: Tree, log: ReadonlyArray<string>, whileBusy: boolean): Effect.Effect<void> =>
  Effect.gen(function* () {
    let before = -1;
    while (before !== log.length || isStopping(tree) || (whileBusy && isBusy(tree))) {
      before = log.length;
      yield* Effect.sleep(quietMs);
    }
  });

const perform = (tree: Tree, world: World, log: ReadonlyArray<string>, stimulus: Stimulus) =>
  Effect.gen(function* () {
    const { child = "", reason = "abnormal" } = stimulus;
    const told = log.length;
    /** A signal takes its time on a busy machine: go on only when the end has been seen. */
    const seen = Effect.sleep(10).pipe(
      Effect.repeat({ until: () => log.slice(told).some((line) => line.startsWith(`exit ${child} `)) }),
    );
    const node = withDescendants(tree.root).find(({ path }) => idOf(path) === child);
    const end = (why: string): void => {
      world.called.set(child, why);
      const pid = node?.kind === "service" ? node.process?.pid : undefined;
      const signal = signals[why];
      if (pid !== undefined && signal) process.kill(pid, signal);
    };
    switch (stimulus.do) {
      case "exit":
        end(stimulus.code === undefined ? reason : stimulus.code === 0 ? "normal" : "abnormal");
        if (stimulus.code !== undefined) world.called.delete(child);
        yield* seen;
        return;
      case "signal":
        end("shutdown");
        yield* seen;
        return;
      case "kill": {
        const at = tree.wiring.now.monotonic();
        const supervisor = supervisorAt(tree, child);
        if (supervisor) supervisor.actor.send({ type: "KILLED", at, reason: "killed", by: "system" });
        else {
          end("killed");
          yield* seen;
        }
        return;
      }
      case "wait":
        yield* Effect.sleep(stimulus.ms ?? 0);
        return;
      case "stop_tree":
        yield* wholeTree.stopTree(tree, "in_order", "system");
        return;
      case "alien_exit":
      case "check":
        return;
      case "api": {
        const result = yield* call(tree, world, stimulus);
        world.line(`api ${stimulus.call} ${stimulus.sup} ${child} -> ${result}`);
        return;
      }
      default:
        throw new Error(`unknown stimulus ${stimulus.do}`);
    }
  });

const program = (theCase: Case, folder: string) =>
  Effect.gen(function* () {
    const log: Array<string> = [];
    const times: Array<number> = [];
    const workers = new Map(workersOf(theCase.tree).map((node) => [node.id, node]));
    const worker = (id: string): CaseNode => workers.get(id) ?? { id };
    for (const [id, node] of workers) {
      const starts = (node.start ?? ["ok"]).map(outcomeLine);
      writeFileSync(join(folder, `${id}.starts`), `${starts.join("\n")}\n`);
      writeFileSync(join(folder, `${id}.on_stop`), `${stopLine(node)}\n`);
      writeFileSync(join(folder, `${id}.count`), "");
    }
    const world: World = {
      line: (text) => {
        log.push(text);
        times.push(performance.now());
      },
      called: new Map(),
      workers,
      worker,
    };
    const spec = Schema.decodeUnknownSync(TreeSpec)(treeOf(theCase.tree));
    const outside = Layer.mergeAll(
      quietMachine,
      spawnerLayer(join(folder, "home")),
      memoryJournal.layer,
      memoryRuns.layer,
      memoryProber.layer(),
    );
    const tree = yield* makeTree({ ...spec, root: withPuppets(spec.root, folder) }, memory.nothingLeft).pipe(
      Effect.provide(outside),
    );
    for (const node of withDescendants(tree.root)) observe(node, world);
    yield* Effect.addFinalizer(() => wholeTree.stopTree(tree, "at_once", "system"));
    yield* Effect.forkScoped(commands.start(tree, tree.root, by));
    yield* quiet(tree, log, true);
    for (const stimulus of theCase.do) {
      yield* perform(tree, world, log, stimulus);
      yield* quiet(tree, log, theCase.otp !== false);
    }
    yield* quiet(tree, log, true);
    const now = tree.wiring.now.monotonic();
    const supervisors = withDescendants(tree.root).filter((node) => node.kind === "supervisor");
    const final = Object.fromEntries(supervisors.map((node) => [node.spec.id, finalOf(node, now)]));
    return { log: [...log], times: [...times], final, violations: [] };
  });

/**
 * By how much pauses are longer than in the case, so that they suffice on a busy machine. Without
 * /proc, each start and end takes some runs of ps: a pause of 2.4 s was over before the next end was seen.
 */
const stretch = showsEnvironments ? 4 : 12;

/** On a busy machine a child may live long before its first end is due, and must not earn a restart at once. */
const neverHealthy = 3_600_000;

/** The node with all its pauses longer, and nobody who earns a restart at once. */
const patient = (node: CaseNode, times: number): CaseNode => ({
  ...node,
  ...(node.children && { children: node.children.map((child) => patient(child, times)) }),
  ...(node.backoff && {
    backoff: {
      ...node.backoff,
      initial_ms: node.backoff.initial_ms * times,
      max_ms: node.backoff.max_ms * times,
      healthy_after_ms: neverHealthy,
    },
  }),
});

/** The case for a machine that may be busy. Pauses and waits are longer, but not where times are expected. */
const forBusyMachine = (theCase: Case): Case => {
  if (theCase.do[0]?.do === "wait" || !workersOf(theCase.tree).some(({ backoff }) => backoff)) return theCase;
  const times = theCase.expect.timing === undefined ? stretch : 1;
  const longer = (stimulus: Stimulus): Stimulus =>
    stimulus.ms === undefined ? stimulus : { ...stimulus, ms: stimulus.ms * times };
  return { ...theCase, tree: patient(theCase.tree, times), do: theCase.do.map(longer) };
};

/** Run a case with real processes and real time. */
export const runWithProcesses = async (theCase: Case): Promise<Observed> => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-case-"));
  try {
    return await Effect.runPromise(Effect.scoped(program(forBusyMachine(theCase), folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
