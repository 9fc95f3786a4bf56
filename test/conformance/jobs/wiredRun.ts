import { Context, Effect, Layer, Schema, Scope, TestClock, TestContext } from "effect";
import * as memoryJournal from "../../../src/adapters/memory/Journal.ts";
import { makeLedger } from "../../../src/adapters/memory/Ledger.ts";
import * as memoryProber from "../../../src/adapters/memory/Prober.ts";
import * as memory from "../../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRuns from "../../../src/adapters/memory/Runs.ts";
import type { JobRun } from "../../../src/domain/job/JobRun.ts";
import type { InstantOutcome } from "../../../src/domain/job/Ledger.ts";
import { TreeSpec } from "../../../src/domain/tree/ChildSpec.ts";
import type { Exit } from "../../../src/domain/tree/Exit.ts";
import type { Decision } from "../../../src/policy/job/decisions.ts";
import type { Now } from "../../../src/policy/job/now.ts";
import { Clocks } from "../../../src/ports/machine/Clocks.ts";
import type { Left, LeftRun } from "../../../src/ports/machine/ProcessSpawner.ts";
import { Journal } from "../../../src/ports/store/Journal.ts";
import { Ledger } from "../../../src/ports/store/Ledger.ts";
import { Runs } from "../../../src/ports/store/Runs.ts";
import { adoptTree } from "../../../supervisors/adoption/adoptTree.ts";
import { continueJobs, recallJobs } from "../../../supervisors/adoption/jobs.ts";
import * as commands from "../../../supervisors/commands/commands.ts";
import { makeTree, nodeAt } from "../../../supervisors/tree/tree.ts";
import { quietMachine } from "../../support/quietMachine.ts";
import { settingsOf } from "./caseRules.ts";
import type { Answer, Case, CaseJob, CaseState, Observed, Stimulus } from "./jobCase.ts";
import { SimulatedRuns } from "./SimulatedRuns.ts";
import { seenLedger, seenRuns } from "./seen.ts";
import { duration, textOf, timeOf } from "./times.ts";

const by = { by: "system", wait: true } as const;

const isAbsence = ({ do: what }: Stimulus): boolean => what === "down" || what === "off" || what === "sleep";

/** A tree of the jobs of a case, each with a command that the scripts stand for. */
const treeOf = ({ jobs, pools = {} }: Case): unknown => ({
  name: "case",
  root: { ...supervised("root"), kind: "supervisor", ...group, children: Object.entries(jobs).map(jobOf) },
  pools,
});

const supervised = (id: string) => ({
  id,
  restart: "permanent",
  significant: false,
  backoff: { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0, healthyAfterMs: 0 },
  limit: null,
  onLimit: null,
  shutdown: "infinity",
  autostart: true,
});

const group = {
  strategy: "one_for_one",
  intensity: 5,
  periodMs: 60_000,
  autoShutdown: "never",
  start: "parallel",
  template: null,
};

const slot = {
  ...supervised("#1"),
  kind: "service",
  restart: "temporary",
  command: { argv: ["/bin/true"] },
  cwd: "/",
  env: {},
  inheritEnv: "base",
  uid: null,
  gid: null,
  umask: null,
  ready: { kind: "alive", minUptimeMs: 0 },
  stopSignal: "SIGTERM",
  exitRules: { success: [0], fatal: [], ignore: [] },
  logs: { maxSize: 1, maxAgeMs: null, maxFiles: 1, maxTotal: 1 },
};

const jobOf = ([id, job]: readonly [string, CaseJob]) => {
  const settings = settingsOf(job);
  // The kill comes from the decisions; without sleep the slot's own would come at the same time.
  return { ...supervised(id), ...settings, kind: "job", template: { ...slot, shutdown: "infinity" } };
};

/** Let everything happen that can happen without time passing. */
const settle = Effect.gen(function* () {
  for (let turn = 0; turn < 12; turn += 1) {
    yield* Effect.yieldNow();
    yield* Effect.promise(() => new Promise<void>((resume) => setImmediate(resume)));
  }
});

/** What the decisions recorded, as the run history has it. */
const recordRun = (runs: Map<string, JobRun>, decision: Decision): void => {
  if (decision.kind === "start") {
    const { job, run, slot: number, trigger, scheduledFor, startedAt, attempt } = decision;
    const open = { endedAt: null, outcome: "running", reason: null } as const;
    runs.set(`${job} ${run}`, { job, run, slot: number, trigger, scheduledFor, startedAt, attempt, ...open });
  }
  if (decision.kind === "end") {
    const run = runs.get(`${decision.job} ${decision.run}`);
    const { endedAt, outcome, reason } = decision;
    if (run) runs.set(`${decision.job} ${decision.run}`, { ...run, endedAt, outcome, reason });
  }
};

/** A process of a case. It outlives the daemon. */
interface CaseProcess {
  readonly path: string;
  readonly job: string;
  readonly run: number;
  readonly startedAt: number;
  readonly spec: LeftRun["spec"];
  end: { readonly exit: Exit; readonly at: number } | null;
  listener: memory.MemoryProcess | null;
}

/** The processes of a case, and what a daemon that comes later finds of them. */
class CaseProcesses {
  readonly #all: Array<CaseProcess> = [];

  add(process: CaseProcess): void {
    this.#all.push(process);
  }

  find({ path, run }: memory.MemoryProcess): CaseProcess | undefined {
    return this.#all.find((one) => one.path === path && one.run === run);
  }

  end(job: string, run: number, exit: Exit, at: number): void {
    const process = this.#all.find((one) => one.job === job && one.run === run);
    if (!process || process.end) return;
    process.end = { exit, at };
    process.listener?.exit(exit, at);
  }

  /** The daemon is gone. */
  abandon(): void {
    for (const process of this.#all) process.listener = null;
  }

  /** The machine was off. */
  lose(at: number): void {
    for (const process of this.#all) process.end ??= { exit: { unknown: "the machine was off" }, at };
  }

  left(): Left {
    const last = new Map(this.#all.map((process) => [process.path, process]));
    return {
      lastRuns: new Map([...last].map(([path, { run }]) => [path, run])),
      endsBetween: (path, after, before) =>
        this.#all.flatMap(({ path: of, run, end }) =>
          of === path && run > after && run < before && end ? [{ run, exit: end.exit, endedAt: end.at }] : [],
        ),
      runs: [...last.values()].map(({ path, run, startedAt, spec, end }) => ({
        ...{ path, run, startedAt, spec, life: end ? "ended" : "live", endedAt: end?.at ?? null },
        ...{ hasSaidReady: true, isAsDeclared: () => true },
      })),
    };
  }
}

/** As if no state of a job could be read. */
const recallOfRows = ({ recall, read }: typeof Ledger.Service): typeof Ledger.Service.recall =>
  Effect.gen(function* () {
    const { at, jobs } = yield* recall;
    const rows = yield* read({ limit: 100_000 });
    const traceOf = (job: string) => {
      const own = rows.filter((row) => row.job === job);
      const waiting = own.filter(({ outcome }) => outcome.outcome === "waiting").map((row) => row.at);
      return { job, newest: own[0]?.at ?? null, waiting };
    };
    return { at, jobs: [], unreadable: jobs.map(({ job }) => traceOf(job)) };
  });

/** Until its daemon is killed, an effect has its consequences; afterwards it never ends. */
class Life {
  #isOver = false;
  readonly whileAlive = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => (this.#isOver ? Effect.never : effect));
  get isOver(): boolean {
    return this.#isOver;
  }
  end(): void {
    this.#isOver = true;
  }
}

/** What each later daemon of a case can't read: what is stored of the nodes, or the states of the jobs; null: it reads all. */
type Unreadable = "memories" | "states" | null;

const program = (theCase: Case, unreadable: Unreadable) =>
  Effect.gen(function* () {
    const clock = yield* Effect.clock;
    // Ends and stimuli of a second come before its timers: they happen while the timers' clock is a millisecond behind.
    const ahead = { lead: 0, set: 0, slept: 0, wakesAt: 0 };
    const read = () => {
      // A sleeping machine reads no clock: its timers find the time at which it wakes.
      const real = Math.max(clock.unsafeCurrentTimeMillis() + ahead.lead, ahead.wakesAt);
      return { real, wall: real + ahead.set, awake: real - ahead.slept };
    };
    yield* TestClock.setTime(timeOf(theCase.from) - 1);
    ahead.lead = 1;
    const simulated = new SimulatedRuns(theCase.jobs);
    const processes = new CaseProcesses();
    const now = read;
    const endRuns = (by: Now = now()): void => {
      for (const { job, run, end, at } of simulated.ended(by))
        if (end.kind === "exited") processes.end(job, run, end.exit, at.wall);
    };
    const scriptOf = ({ whileAlive }: Life): memory.MemoryScript => ({
      start: (process, spec) =>
        whileAlive(
          Effect.sync(() => {
            const { path, run } = process;
            const [job = ""] = path.split("#");
            processes.add({ path, job, run, startedAt: now().wall, spec, end: null, listener: process });
            simulated.start(job, run, now());
            process.becomeReady();
          }),
        ),
      adopted: (process) =>
        Effect.sync(() => {
          const found = processes.find(process);
          if (!found) throw new Error(`${process.path} ${process.run} never was`);
          found.listener = process;
          process.becomeReady();
          if (found.end) process.exit(found.end.exit, found.end.at);
        }),
      asked: (process) =>
        whileAlive(
          Effect.sync(() => {
            const one = processes.find(process);
            if (one) simulated.askToStop(one.job, one.run, now());
            endRuns();
          }),
        ),
      killed: (process) =>
        whileAlive(
          Effect.sync(() => {
            const one = processes.find(process);
            if (one) simulated.kill(one.job, one.run, now());
            endRuns();
          }),
        ),
    });
    const stored = makeLedger();
    const ledger: typeof Ledger.Service = {
      ...stored,
      recall: unreadable === "states" ? recallOfRows(stored) : stored.recall,
    };
    const runs = new Map<string, JobRun>();
    const stores = yield* Layer.build(Layer.merge(memoryJournal.layer, memoryRuns.layer));
    const [journal, history] = [Context.get(stores, Journal), Context.get(stores, Runs)];
    const spec = yield* Schema.decodeUnknown(TreeSpec)(treeOf(theCase));

    /** A daemon, which goes on with what it finds. `boot`: of the machine. */
    const grow = (life: Life, boot: string) =>
      Effect.gen(function* () {
        const { whileAlive } = life;
        const left = processes.left();
        const outside = Layer.mergeAll(
          quietMachine,
          memory.layer(scriptOf(life), left),
          Layer.succeed(
            Journal,
            Journal.of({ ...journal, write: (batch) => whileAlive(journal.write(batch)) }),
          ),
          Layer.succeed(Runs, Runs.of({ ...history, put: (some) => whileAlive(history.put(some)) })),
          memoryProber.layer(),
        );
        const grown = yield* makeTree(spec, left).pipe(
          Effect.provideService(
            Ledger,
            Ledger.of({ ...ledger, write: (batch) => whileAlive(ledger.write(batch)) }),
          ),
          Effect.provideService(Clocks, Clocks.of({ read, boot })),
          Effect.provide(outside),
          // Never closed: a daemon that is killed leaves nothing in order.
          Scope.extend(yield* Scope.make()),
        );
        grown.jobs.listen((decision) => {
          if (!life.isOver) recordRun(runs, decision);
        });
        const { memories } = yield* journal.recall;
        const openRuns = yield* history.open;
        const recalled = yield* recallJobs(grown, (reason) => {
          if (unreadable === null) throw new Error(reason);
        });
        const isAdopted = yield* adoptTree(grown, {
          memories: new Map(unreadable === "memories" ? [] : memories.map((one) => [one.path, one])),
          ...{ overRuns: new Map(), openRuns },
        });
        continueJobs(grown, recalled);
        if (!isAdopted) yield* Effect.forkScoped(commands.start(grown, grown.root, by));
        yield* settle;
        return grown;
      });
    let boots = 1;
    let life = new Life();
    let grown = yield* grow(life, "boot 1");
    const states: Array<CaseState> = [];
    const answers: Array<Answer> = [];
    let declared = theCase.jobs;

    const perform = (stimulus: Stimulus): Effect.Effect<void> => {
      const { jobs } = grown;
      switch (stimulus.do) {
        case "pause": {
          const until = stimulus.until === undefined ? null : timeOf(stimulus.until);
          return Effect.asVoid(jobs.request({ type: "pause", job: stimulus.job, until }));
        }
        case "clock":
          return Effect.sync(() => {
            ahead.set += duration(stimulus.by);
          }).pipe(Effect.andThen(jobs.lookAtClocks));
        case "run":
          return Effect.gen(function* () {
            const { job } = stimulus;
            const request = { by: "system", parameters: {} };
            const decisions = yield* jobs.request({ type: "run", job, request });
            yield* settle;
            const admitted = decisions.find(({ kind }) => kind === "admit");
            const start =
              admitted?.kind === "admit"
                ? jobs.stateOf(job)?.starts.find(({ id }) => id === admitted.start)
                : undefined;
            const answer = admitted ? (start?.phase.kind === "running" ? "started" : "waiting") : "refused";
            answers.push({ at: textOf(read().real), job, answer });
          });
        case "edit":
          return Effect.sync(() => {
            const { job } = stimulus;
            declared = { ...declared, [job]: { ...declared[job], ...stimulus.set } };
            const node = nodeAt(grown, job);
            if (node?.kind !== "job") throw new Error(`${job} is no job`);
            node.spec = { ...node.spec, ...settingsOf(declared[job] ?? {}) };
            jobs.redeclared(node);
          });
        case "remove":
          return Effect.asVoid(jobs.request({ type: "remove", job: stimulus.job, cause: "removed" }));
        case "resume":
        case "skip_next":
        case "abort":
          return Effect.asVoid(jobs.request({ type: stimulus.do, job: stimulus.job }));
        default:
          throw new Error(`${stimulus.do} is not performed on the wired tree`);
      }
    };
    const look = (): void => {
      for (const job of Object.keys(theCase.jobs)) {
        const state = grown.jobs.stateOf(job);
        const next = grown.jobs.nextInstantOf(job);
        states.push({
          at: textOf(read().real),
          job,
          state: grown.jobs.conditionOf(job),
          waiting: state?.line.length ?? 0,
          next: next === null ? null : textOf(next),
        });
      }
    };

    const until = timeOf(theCase.until);
    const planned = [
      ...(theCase.do ?? []).flatMap((stimulus) => [
        "at" in stimulus ? timeOf(stimulus.at) : 0,
        "to" in stimulus ? timeOf(stimulus.to) : 0,
      ]),
      ...(theCase.look ?? []).map(timeOf),
      until,
    ];
    let asleepUntil: number | null = null;
    let goneUntil: number | null = null;
    for (;;) {
      const at = read().real;
      if (goneUntil === at) {
        goneUntil = null;
        endRuns({ real: at - 1_000, wall: now().wall - 1_000 });
        life = new Life();
        grown = yield* grow(life, `boot ${boots}`);
      }
      if (asleepUntil === at) {
        asleepUntil = null;
        yield* grown.jobs.lookAtClocks;
        yield* settle;
      }
      const stimuli = (theCase.do ?? []).filter((stimulus) => timeOf(stimulus.at) === at);
      for (const stimulus of stimuli) {
        if (stimulus.do === "pause") yield* perform(stimulus);
        if (stimulus.do === "sleep") {
          asleepUntil = timeOf(stimulus.to);
          endRuns();
          simulated.sleep(asleepUntil - at);
        }
        if (stimulus.do === "down" || stimulus.do === "off") {
          goneUntil = timeOf(stimulus.to);
          yield* grown.wiring.log.flush;
          life.end();
          processes.abandon();
          if (stimulus.do === "off") {
            boots += 1;
            endRuns();
            simulated.lose();
            processes.lose(now().wall);
          }
        }
      }
      if (asleepUntil === null && goneUntil === null) {
        endRuns();
        yield* settle;
        for (const stimulus of stimuli)
          if (!isAbsence(stimulus) && stimulus.do !== "pause") {
            yield* perform(stimulus);
            yield* settle;
          }
      }
      ahead.lead = 0;
      yield* TestClock.setTime(at);
      yield* settle;
      if (theCase.look?.some((text) => timeOf(text) === at)) look();
      if (at >= until) break;
      const due = grown.jobs.untilDue();
      const absentUntil = asleepUntil ?? goneUntil;
      const moving =
        absentUntil === null
          ? [simulated.nextEnd(), ...(due === null ? [] : [at + Math.max(1_000, due)])]
          : [absentUntil];
      const next = Math.min(...planned.filter((time) => time > at), ...moving);
      if (asleepUntil !== null) {
        ahead.slept += next - at;
        ahead.wakesAt = next;
      }
      yield* TestClock.setTime(next - 1);
      yield* settle;
      ahead.lead = 1;
    }
    yield* grown.wiring.log.flush;
    const rows = yield* ledger.read({ limit: 100_000 });
    const byJob = new Map<string, Map<number, InstantOutcome>>();
    for (const { job, at, outcome } of rows) {
      const of = byJob.get(job) ?? new Map<number, InstantOutcome>();
      byJob.set(job, of.set(at, outcome));
    }
    const names = Object.keys(theCase.jobs);
    const observed: Observed = {
      ledger: seenLedger(names, byJob),
      runs: seenRuns(names, [...runs.values()]),
      ...(states.length > 0 ? { states } : {}),
      ...(answers.length > 0 ? { answers } : {}),
    };
    return observed;
  });

/** Run a case on the wired tree: jobs and slots as nodes, scripted processes, virtual time. */
export const runOnTree = (theCase: Case, unreadable: Unreadable = null): Promise<Observed> =>
  Effect.runPromise(
    program(theCase, unreadable).pipe(
      Effect.scoped,
      Effect.provide(TestContext.TestContext),
    ) as Effect.Effect<Observed>,
  );
