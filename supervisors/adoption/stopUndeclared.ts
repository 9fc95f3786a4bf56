import { Duration, Effect, Option, Runtime } from "effect";
import type { SpawnError } from "../../src/domain/Errors.ts";
import { type Run, runId } from "../../src/domain/Run.ts";
import { describeExit } from "../../src/policy/restart/exit.ts";
import { outcomeOf } from "../../src/policy/run/outcome.ts";
import type { LeftRun, RunEnd } from "../../src/ports/machine/ProcessSpawner.ts";
import { ended } from "../node/service/runHistory.ts";
import type { Wiring } from "../node/wiring.ts";
import type { Tree } from "../tree/tree.ts";

/** How long the tree waits for runs that are no longer declared: one may hold a port that the tree needs. */
const maxWait = Duration.seconds(30);

/** Stop the runs that the tree does not declare. Waits no longer than `maxWait` for those that are slow to stop. */
export const stopUndeclared = (
  { wiring, root }: Tree,
  runs: ReadonlyArray<LeftRun>,
  openRuns: ReadonlyArray<Run>,
): Effect.Effect<void> => {
  const open = new Map(openRuns.map((run) => [run.id, run]));
  const stopping = Effect.forEach(
    runs,
    (run) => {
      const inHistory = open.get(runId(run.path, run.run));
      const stopped = Effect.map(stopRun(run, wiring), (end) => {
        if (inHistory) wiring.log.keepRun(undeclared(run, inHistory, end));
      });
      return Effect.ignore(stopped);
    },
    { concurrency: 8, discard: true },
  );
  return Effect.suspend(() => {
    const { await: ended } = Runtime.runFork(wiring.runtime)(stopping, { scope: root.scope });
    return Effect.asVoid(Effect.timeoutOption(ended, maxWait));
  });
};

/** Stop a run by the rules with which it was started. */
const stopRun = (run: LeftRun, { spawner, log, now }: Wiring): Effect.Effect<RunEnd, SpawnError> =>
  Effect.gen(function* () {
    const process = yield* spawner.adopt(run, run.spec);
    if (run.life === "live") {
      const reason = `its run ${run.run}, left by an earlier daemon, is not declared any more: stopped`;
      log.record({
        type: "alarm",
        alarm: "leftover",
        at: now.wall(),
        subject: run.path,
        by: "system",
        run: run.run,
        reason,
      });
      if (run.spec.shutdown === "brutal_kill") yield* process.kill;
      else yield* process.ask;
    }
    const inTime = yield* Effect.timeoutOption(process.end, graceOf(run.spec));
    return Option.isSome(inTime) ? inTime.value : yield* Effect.zipRight(process.kill, process.end);
  });

/** A run in the history after its end. Its exit rules are not known any more, so 0 is the only success. */
const undeclared = ({ life, spec }: LeftRun, run: Run, { exit, endedAt, output = null }: RunEnd): Run => {
  const state = life === "live" ? "stopping" : "running";
  const rules = { ...spec, exitRules: { success: [0], fatal: [], ignore: [] } };
  const reason = life === "live" ? "it is not declared any more" : describeExit(exit);
  const outcome = outcomeOf(exit, { state, isNotReady: false, rules });
  return { ...ended(run, { at: endedAt, reason, exit }, outcome), output };
};

const graceOf = ({ shutdown }: LeftRun["spec"]): Duration.DurationInput =>
  typeof shutdown === "number" ? shutdown : Duration.infinity;
