import { Clock, Context, Effect, Layer, Exit as Result, Scope, TestClock, TestContext } from "effect";
import { makeCheckIns } from "../../src/adapters/memory/CheckIns.ts";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import { makeLedger } from "../../src/adapters/memory/Ledger.ts";
import * as memoryProber from "../../src/adapters/memory/Prober.ts";
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import { type Defaults, defaults, formerDefaults } from "../../src/config/language/defaults.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { serviceFrom } from "../../src/config/read/service/serviceFrom.ts";
import { revisionOf } from "../../src/daemon/revisionOf.ts";
import { CannotRun, JournalError, type SpawnError, SpawnFailed } from "../../src/domain/Errors.ts";
import { runId } from "../../src/domain/Run.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import type { FileProblem, TreeFile, ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { FileWatcher } from "../../src/ports/machine/FileWatcher.ts";
import type { Left, LeftRun, SpawnRequest } from "../../src/ports/machine/ProcessSpawner.ts";
import { Sampler, type Usage } from "../../src/ports/machine/Sampler.ts";
import { CheckIns } from "../../src/ports/store/CheckIns.ts";
import { Journal, type JournalBatch } from "../../src/ports/store/Journal.ts";
import { Ledger } from "../../src/ports/store/Ledger.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { Runs } from "../../src/ports/store/Runs.ts";
import { Samples } from "../../src/ports/store/Samples.ts";
import type { HoldsOf } from "../../supervisors/node/holds.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { layer } from "../../supervisors/supervise.ts";
import { brokenChains } from "../support/chains.ts";
import { quietMachine } from "../support/quietMachine.ts";

/** A process of the machine, whoever may listen to it. */
interface MachineRun {
  readonly path: string;
  readonly run: number;
  readonly startedAt: number;
  readonly command: string;
  readonly spec: SpawnRequest["spec"];
  end: { readonly exit: Exit; readonly at: number } | null;
  saidReady: boolean;
  listener: memory.MemoryProcess | null;
}

const treeOf = (yaml: string, meaning: Defaults = defaults): TreeSpec => {
  const parsed = parseTree(`version: 1\nname: test\n${yaml}`, {
    file: "t.yaml",
    directory: "/",
    variables: {},
    defaults: meaning,
  });
  if (parsed._tag === "Left") throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
};

export const settle = Effect.gen(function* () {
  for (let turn = 0; turn < 6; turn += 1) {
    yield* Effect.yieldNow();
    yield* Effect.promise(() => new Promise<void>((resume) => setImmediate(resume)));
  }
});

/** Let time pass, from timer to timer: what one of them sets off may set another one. */
export const pass = (ms: number): Effect.Effect<void> =>
  Effect.gen(function* () {
    const until = (yield* Clock.currentTimeMillis) + ms;
    for (;;) {
      const now = yield* Clock.currentTimeMillis;
      const timers = [...(yield* TestClock.sleeps())].filter((at) => at > now && at < until);
      yield* TestClock.setTime(Math.min(until, ...timers));
      yield* settle;
      if (timers.length === 0) return;
    }
  });

/** What a daemon may be given besides. */
interface Given {
  readonly file?: TreeFile;
  readonly revisions?: typeof Revisions.Service;
  readonly followsFile?: boolean;
  readonly problem?: FileProblem | null;
  readonly fileNow?: () => TreeFile;
  readonly holdsOf?: HoldsOf;
  readonly checksLookedAtEvery?: number;
  readonly sampled?: Effect.Effect<ReadonlyMap<number, Usage>>;
  /** Where it keeps what it measures; by default nowhere. */
  readonly samples?: typeof Samples.Service;
  /** Where it keeps what it decides about jobs; by default in a ledger that no later daemon has. */
  readonly ledger?: typeof Ledger.Service;
  /** What tells it of changes of files; by default there are none. */
  readonly files?: typeof FileWatcher.Service;
  /** What its probes find; by default they succeed. */
  readonly answers?: memoryProber.MemoryAnswers;
  /** What its hooks come to, what is in the way of its starts, and what signals do; the defaults are those of the adapter. */
  readonly behaviour?: Partial<Pick<memory.MemoryScript, "hook" | "inTheWay" | "signalled">>;
  /** Stands between the daemon and its journal; `write` is what it would do. */
  readonly journalled?: (batch: JournalBatch, write: Written) => Written;
}

const noChanges: typeof FileWatcher.Service = { watch: () => Effect.void };

type Written = Effect.Effect<void, JournalError>;

/** The file of a tree whose first lines are written already. */
export const validFile = (yaml: string, source = "/srv/test.yaml"): ValidFile => ({
  kind: "valid",
  tree: treeOf(yaml),
  formerly: () => treeOf(yaml, formerDefaults),
  source,
});

/** Long enough for the daemon to have written what it remembers. */
export const written = pass(60);

/**
 * A machine on virtual time whose processes and journal outlive its daemons. A child whose path has `slow`
 * takes three seconds to end when it is asked, a `deaf` one never does, and an `absent` one can't be run.
 */
export const makeMachine = Effect.gen(function* () {
  const journal = Context.get(yield* Layer.build(memoryJournal.layer), Journal);
  const history = Context.get(yield* Layer.build(memoryRuns.layer), Runs);
  const checkIns = makeCheckIns();
  const runs: Array<MachineRun> = [];
  const violations: Array<string> = [];
  const asked: Array<string> = [];
  let reads: "well" | "not at all" = "well";
  const foreign = new Set<string>();
  let lacking: string | null = null;
  /** What the daemon that came last says of its tree, if it lives. */
  let shown: Effect.Effect<ReadonlyMap<string, string>> = Effect.succeed(new Map());

  const newest = (path: string): MachineRun | undefined => runs.findLast((run) => run.path === path);
  const over = (run: MachineRun | undefined, exit: Exit): Effect.Effect<void> =>
    Effect.map(Clock.currentTimeMillis, (at) => {
      if (!run || run.end) return;
      run.end = { exit, at };
      run.listener?.exit(exit);
    });
  const runOf = ({ path, run }: memory.MemoryProcess): MachineRun | undefined =>
    runs.find((one) => one.path === path && one.run === run);

  const refusal = ({ path }: memory.MemoryProcess): Effect.Effect<void, SpawnError> | null => {
    if (path.includes("absent"))
      return Effect.fail(new CannotRun({ problem: "ENOENT", message: `${path} was not found` }));
    if (lacking === null) return null;
    return Effect.fail(new SpawnFailed({ code: lacking, message: `${path} got ${lacking}` }));
  };

  const left = (): Left => {
    const last = new Map(runs.map((run) => [run.path, run]));
    return {
      lastRuns: new Map([...last].map(([path, { run }]) => [path, run])),
      endsBetween: (path, after, before) =>
        runs.flatMap(({ path: of, run, end }) =>
          of === path && run > after && run < before && end ? [{ run, exit: end.exit, endedAt: end.at }] : [],
        ),
      runs: [...last.values()].map(
        ({ path, run, startedAt, command, spec, end, saidReady }): LeftRun => ({
          path,
          run,
          startedAt,
          life: end ? "ended" : "live",
          endedAt: end?.at ?? null,
          hasSaidReady: saidReady,
          isAsDeclared: (now) => JSON.stringify(now.command) === command,
          spec,
        }),
      ),
    };
  };

  /** Start a daemon, which takes up what it finds. It has a store of revisions of its own, unless one is given. */
  const daemon = (
    yaml: string,
    {
      file,
      revisions,
      fileNow,
      holdsOf,
      checksLookedAtEvery = 30_000,
      sampled = Effect.succeed(new Map()),
      ledger = makeLedger(),
      files = noChanges,
      samples,
      answers,
      behaviour: { hook, inTheWay, signalled } = {},
      followsFile = true,
      problem = null,
      journalled = (_, write) => write,
    }: Given = {},
  ) =>
    Effect.gen(function* () {
      const complaints: Array<string> = [];
      let lives: "yes" | "until it asks or kills" | "no" = "yes";
      const unlessDead = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
        Effect.suspend(() => (lives === "no" ? Effect.never : effect));
      const die = (): void => {
        lives = "no";
        shown = Effect.succeed(new Map());
        for (const run of runs) run.listener = null;
      };
      /** The daemon may die of the moment after it has sent a signal. */
      const fatal = <A>(signal: Effect.Effect<A>): Effect.Effect<A> =>
        Effect.suspend(() => {
          if (lives === "until it asks or kills") die();
          return signal;
        });
      const script: memory.MemoryScript = {
        start: (process, spec) =>
          unlessDead(
            refusal(process) ??
              Effect.map(Clock.currentTimeMillis, (startedAt) => {
                const { path, run } = process;
                const before = newest(path);
                if (before && !before.end) violations.push(`${path} has two live runs`);
                const command = JSON.stringify(spec.command);
                runs.push({
                  path,
                  run,
                  startedAt,
                  command,
                  spec,
                  end: null,
                  saidReady: false,
                  listener: process,
                });
              }),
          ),
        adopted: (process) =>
          Effect.sync(() => {
            const run = runOf(process);
            if (!run) throw new Error(`${process.path} ${process.run} never was`);
            run.listener = process;
            if (run.saidReady) process.becomeReady();
            if (run.end) process.exit(run.end.exit, run.end.at);
          }),
        asked: (process) =>
          unlessDead(
            fatal(
              Effect.suspend(() => {
                asked.push(`${process.path} ${process.run}`);
                const end = over(runOf(process), { signal: "SIGTERM" });
                if (process.path.includes("deaf")) return Effect.void;
                return process.path.includes("slow") ? Effect.delay(end, 3000) : end;
              }),
            ),
          ),
        signalled: (process, signal) =>
          unlessDead(signalled?.(process, signal) ?? over(runOf(process), { signal })),
        ...(hook
          ? {
              hook: (request) =>
                unlessDead(Effect.flatMap(hook(request), (end) => unlessDead(Effect.succeed(end)))),
            }
          : {}),
        ...(inTheWay ? { inTheWay } : {}),
        killed: (process) => unlessDead(fatal(over(runOf(process), { signal: "SIGKILL" }))),
      };
      const unreadable = new JournalError({ message: "unreadable" });
      const recall = Effect.map(journal.recall, ({ memories }) => ({
        memories: memories.filter(({ path }) => !foreign.has(path)),
        unreadable: memories.flatMap(({ path }) => (foreign.has(path) ? [path] : [])),
      }));
      const recallChecks = Effect.suspend(() =>
        reads === "well"
          ? Effect.map(checkIns.recall, ({ checks, observedUntil }) => ({
              checks: new Map([...checks].filter(([path]) => !foreign.has(path))),
              unreadable: [...checks.keys()].flatMap((path) =>
                foreign.has(path) ? [{ path, why: "foreign" }] : [],
              ),
              observedUntil,
            }))
          : unreadable,
      );
      const outside = Layer.mergeAll(
        quietMachine,
        memory.layer(script, left()),
        Layer.succeed(
          Journal,
          Journal.of({
            ...journal,
            write: (batch) => unlessDead(journalled(batch, journal.write(batch))),
            promise: (seq) => unlessDead(journal.promise(seq)),
            recall: Effect.suspend(() => (reads === "well" ? recall : unreadable)),
          }),
        ),
        Layer.succeed(CheckIns, CheckIns.of({ ...checkIns, recall: recallChecks })),
        revisions ? Layer.succeed(Revisions, revisions) : memoryRevisions.layer,
        Layer.succeed(
          Runs,
          Runs.of({
            ...history,
            put: (runs) => unlessDead(history.put(runs)),
            open: Effect.suspend(() => (reads === "well" ? history.open : unreadable)),
          }),
        ),
        Layer.succeed(Sampler, Sampler.of({ sample: () => sampled })),
        memoryProber.layer(answers),
        Layer.sync(Ledger, () => ledger),
        Layer.succeed(FileWatcher, files),
        samples ? Layer.succeed(Samples, samples) : Layer.empty,
      );
      const scope = yield* Scope.make();
      const supervise = layer(file ?? validFile(yaml), {
        version: "test",
        pid: 1,
        followsFile,
        problem,
        checksLookedAtEvery,
        complain: (full) => void complaints.push(full),
        revisionOf,
        serviceFrom: (name, command, strategy, cwd = "/") => serviceFrom(name, command, cwd, strategy),
        ...(fileNow ? { fileNow } : {}),
        ...(holdsOf ? { holdsOf } : {}),
      });
      const supervision = Context.get(
        yield* Layer.buildWithScope(Layer.provide(supervise, outside), scope),
        Supervision,
      );
      shown = Effect.map(
        supervision.status(),
        ({ state, children }) =>
          new Map([["", state], ...children.map((one) => [one.path, one.state] as const)]),
      );
      yield* settle;
      return {
        supervision,
        complaints,
        /** As `kill -9` does: nothing more is written, nobody is told anything, everything else goes on. */
        die: Effect.sync(die),
        /** It will, as soon as it has sent a signal. */
        dieOfSignalling: Effect.sync(() => {
          lives = "until it asks or kills";
        }),
        leave: Scope.close(scope, Result.void),
        /** Every node as status shows it, but for what is new with each daemon. */
        nodes: Effect.map(supervision.status(), ({ state, next_attempt_at, children }) => [
          { path: "", state, next_attempt_at },
          ...children.map((child) => {
            const { path, wanted, since } = child;
            const common = {
              path,
              state: child.state,
              wanted,
              since,
              next_attempt_at: child.next_attempt_at,
            };
            return child.kind === "service"
              ? {
                  ...common,
                  run: child.run,
                  restarts: child.restarts,
                  last_exit: child.last_exit,
                  kill_at: child.kill_at,
                }
              : child.kind === "supervisor"
                ? { ...common, restarts_in_period: child.restarts_in_period }
                : child.kind === "check"
                  ? { ...common, check: child.check, failures: child.failures }
                  : common;
          }),
        ]),
        /** Whether a failure has been noted that nobody has acted on yet, for want of time. */
        isDeciding: Effect.map(supervision.status(), ({ children }) =>
          children.some(({ state, next_attempt_at }) => state === "backoff" && next_attempt_at === null),
        ),
        states: Effect.map(supervision.status(), ({ state, children }) =>
          [state, ...children.map((child) => `${child.path} ${child.state}`)].join(", "),
        ),
      };
    });

  return {
    daemon,
    runs,
    violations,
    asked,
    journal,
    history,
    checkIns,
    live: () => runs.filter(({ end }) => end === null).map(({ path, run }) => `${path} ${run}`),
    exit: (path: string, exit: Exit) =>
      Effect.zipRight(
        Effect.suspend(() => over(newest(path), exit)),
        settle,
      ),
    /** From now on every start is refused with this error, or none. */
    refuse: (code: string | null) =>
      Effect.sync(() => {
        lacking = code;
      }),
    /** What is remembered of this node was stored by a version that the next daemon can't read. */
    makeForeign: (path: string) => void foreign.add(path),
    loseMemory: () => {
      reads = "not at all";
    },
    /** Over all daemons, each transition in the journal begins where the last one has ended, and status where all have. */
    isConsistent: Effect.gen(function* () {
      yield* written;
      const entries = yield* journal.read({});
      const last = new Map(
        entries.flatMap((entry) => (entry.type === "transition" ? [[entry.subject, entry.to]] : [])),
      );
      const other = [...(yield* shown)].flatMap(([path, state]) =>
        state === (last.get(path) ?? "stopped")
          ? []
          : [`${path} is ${state}, the journal says ${last.get(path)}`],
      );
      const open = new Set((yield* history.open).map(({ id }) => id));
      const unlike = runs.flatMap(({ path, run, end }) => {
        const isOpen = open.has(runId(path, run));
        return isOpen === (end === null)
          ? []
          : [`${path} ${run} ${isOpen ? "has ended" : "runs"}, unlike in the history`];
      });
      const broken = [...brokenChains(entries), ...other, ...((yield* shown).size === 0 ? [] : unlike)];
      // Whoever can't read what a child was can't say that it has become something else.
      if (reads === "well" && foreign.size === 0 && broken.length > 0) throw new Error(broken.join("\n"));
    }),
  };
});

export type Machine = Effect.Effect.Success<typeof makeMachine>;

/** Run a test on virtual time. */
export const onMachine = <A, E>(body: (machine: Machine) => Effect.Effect<A, E>): Promise<A> =>
  Effect.runPromise(
    makeMachine.pipe(
      Effect.flatMap((machine) => Effect.tap(body(machine), () => machine.isConsistent)),
      Effect.scoped,
      Effect.provide(TestContext.TestContext),
    ),
  );
