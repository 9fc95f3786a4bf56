import { Context, Duration, Effect, Layer } from "effect";
import type { DaemonHealth, DaemonStats } from "../src/domain/view/DaemonStats.ts";
import { type HealthProblem, healthProblems, newProblems } from "../src/policy/health/healthProblems.ts";
import { LogStore } from "../src/ports/LogStore.ts";
import { OwnProcess } from "../src/ports/OwnProcess.ts";
import { Supervision } from "./Supervision.ts";

/** The interval of the daemon's checks of its own health. */
const interval = Duration.seconds(10);

/** The health of the daemon itself, as of the last check. */
export class OwnHealth extends Context.Tag("sentinel/OwnHealth")<
  OwnHealth,
  { readonly current: Effect.Effect<DaemonHealth> }
>() {}

const healthOf = (stats: DaemonStats, problems: ReadonlyArray<HealthProblem>): DaemonHealth => ({
  ...stats,
  ailments: problems.map(({ reason }) => reason),
});

/** Checks the daemon's health periodically; each new problem raises one alarm. */
export const layer: Layer.Layer<OwnHealth, never, OwnProcess | LogStore | Supervision> = Layer.scoped(
  OwnHealth,
  Effect.gen(function* () {
    const ownProcess = yield* OwnProcess;
    const logs = yield* LogStore;
    const supervision = yield* Supervision;
    const read = Effect.zipWith(
      ownProcess.read,
      logs.lag,
      (own, output_lag): DaemonStats => ({ ...own, output_lag }),
    );
    let stats = yield* read;
    let problems: ReadonlyArray<HealthProblem> = [];
    const look = Effect.gen(function* () {
      stats = yield* read;
      const found = healthProblems(stats);
      for (const { reason } of newProblems(problems, found)) yield* supervision.alarm("health", reason);
      problems = found;
    });
    yield* Effect.forkScoped(Effect.forever(Effect.zipRight(Effect.sleep(interval), look)));
    return OwnHealth.of({ current: Effect.sync(() => healthOf(stats, problems)) });
  }),
);
