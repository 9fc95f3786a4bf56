import { Context, Duration, Effect, Layer } from "effect";
import type { DaemonHealth, DaemonStats } from "../src/domain/view/DaemonStats.ts";
import { type HealthProblem, healthProblems, newProblems } from "../src/policy/health/healthProblems.ts";
import { OwnProcess } from "../src/ports/machine/OwnProcess.ts";
import { LogStore } from "../src/ports/store/LogStore.ts";
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
    const read = Effect.gen(function* () {
      const [own, output_lag] = [yield* ownProcess.read, yield* logs.lag];
      const trouble = yield* supervision.journalTrouble;
      return { ...own, output_lag, ...(trouble === null ? {} : { journal: trouble }) } satisfies DaemonStats;
    });
    let stats: DaemonStats = yield* read;
    let problems: ReadonlyArray<HealthProblem> = [];
    const look = Effect.gen(function* () {
      stats = yield* read;
      const found = healthProblems(stats);
      // The journal has raised its own.
      for (const { check, reason } of newProblems(problems, found))
        if (check !== "journal") yield* supervision.alarm("health", reason);
      problems = found;
    });
    yield* Effect.forkScoped(Effect.forever(Effect.zipRight(Effect.sleep(interval), look)));
    return OwnHealth.of({ current: Effect.sync(() => healthOf(stats, problems)) });
  }),
);
