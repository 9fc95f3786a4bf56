import { Duration, Effect, Option, Runtime } from "effect";
import type { LeftRun } from "../../src/ports/ProcessSpawner.ts";
import type { Wiring } from "../node/wiring.ts";
import type { Tree } from "../tree/tree.ts";

/** How long the tree waits for what is not declared any more, which may hold a port that it needs. */
const patience = Duration.seconds(30);

/** End the runs that nothing in the tree declares. What takes too long goes on ending beside the tree. */
export const retireAll = ({ wiring, root }: Tree, runs: ReadonlyArray<LeftRun>): Effect.Effect<void> => {
  const retiring = Effect.forEach(runs, (run) => retire(run, wiring), { concurrency: 8, discard: true });
  return Effect.suspend(() => {
    const { await: ended } = Runtime.runFork(wiring.runtime)(retiring, { scope: root.scope });
    return Effect.asVoid(Effect.timeoutOption(ended, patience));
  });
};

/** End a run as it was to be stopped when it was started. */
const retire = (run: LeftRun, { spawner, log, now }: Wiring): Effect.Effect<void> =>
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
