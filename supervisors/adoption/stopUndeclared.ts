import { Duration, Effect, Option, Runtime } from "effect";
import type { LeftRun } from "../../src/ports/ProcessSpawner.ts";
import type { Wiring } from "../node/wiring.ts";
import type { Tree } from "../tree/tree.ts";

/** How long the tree waits for runs that are no longer declared: one may hold a port that the tree needs. */
const maxWait = Duration.seconds(30);

/** Stop the runs that the tree does not declare. Waits no longer than `maxWait` for those that are slow to stop. */
export const stopUndeclared = ({ wiring, root }: Tree, runs: ReadonlyArray<LeftRun>): Effect.Effect<void> => {
  const stopping = Effect.forEach(runs, (run) => stopRun(run, wiring), { concurrency: 8, discard: true });
  return Effect.suspend(() => {
    const { await: ended } = Runtime.runFork(wiring.runtime)(stopping, { scope: root.scope });
    return Effect.asVoid(Effect.timeoutOption(ended, maxWait));
  });
};

/** Stop a run by the rules with which it was started. */
const stopRun = (run: LeftRun, { spawner, log, now }: Wiring): Effect.Effect<void> =>
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
    if (Option.isNone(inTime)) yield* Effect.zipRight(process.kill, process.end);
  }).pipe(Effect.ignore);

const graceOf = ({ shutdown }: LeftRun["spec"]): Duration.DurationInput =>
  typeof shutdown === "number" ? shutdown : Duration.infinity;
