import { readdirSync, statfsSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Effect, Layer, type Scope } from "effect";
import type { ProcessStats } from "../../../domain/view/DaemonStats.ts";
import { OwnProcess } from "../../../ports/machine/OwnProcess.ts";
import { bySystem } from "../../../system.ts";
import { ownProc, type ReadNumber } from "./ownProc.ts";
import { ulimit } from "./ulimit.ts";

/** The interval of the timer whose delay is measured, in ms. Twenty wake-ups a second hardly cost an idle daemon anything. */
const resolution = 50;

const descriptors = (limit: number | null): ProcessStats["descriptors"] => {
  if (limit === null) return null;
  try {
    return { open: readdirSync("/dev/fd").length, limit };
  } catch (error) {
    // Listing them needs a descriptor itself: if there is none left, all are open.
    const isExhausted = error instanceof Error && "code" in error && error.code === "EMFILE";
    return isExhausted ? { open: limit, limit } : null;
  }
};

/** Once, since another program can't change the limit of this one on macOS. */
const limitByShell = Effect.try(ulimit).pipe(
  Effect.orElseSucceed(() => null),
  Effect.map((limit) => () => limit),
);

/** Reads how many files this process may have open. */
const descriptorLimit = bySystem<Effect.Effect<ReadNumber, never, Scope.Scope>>({
  linux: ownProc("limits", /^Max open files\s+(\d+)/m),
  darwin: limitByShell,
});

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const diskFree = (home: string): number | null => {
  try {
    const { bavail, bsize } = statfsSync(home);
    return bavail * bsize;
  } catch {
    return null;
  }
};

interface Options {
  /** Any path on the disk that is measured. */
  readonly home: string;
  /** What happened to the home if it was deleted or moved; null while it exists. */
  readonly homeLost?: () => string | null;
}

/** Measurements by Node and the system. They also work if no descriptor is free. */
export const layer = ({ home, homeLost = () => null }: Options): Layer.Layer<OwnProcess> =>
  Layer.scoped(
    OwnProcess,
    Effect.gen(function* () {
      const limit = yield* descriptorLimit;
      // In kB. Node's own function opens a file each time, and throws if it can't.
      const resident = yield* ownProc("status", /^VmRSS:\s+(\d+)/m);
      const memory = (): number => {
        const kilobytes = resident();
        return kilobytes === null ? process.memoryUsage.rss() : kilobytes * 1024;
      };
      const delay = monitorEventLoopDelay({ resolution });
      delay.enable();
      yield* Effect.addFinalizer(() => Effect.sync(() => delay.disable()));
      // The histogram has the time between two timers, which equals the resolution if there is no delay.
      const delayMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution);
      return OwnProcess.of({
        read: Effect.sync(() => {
          const lost = homeLost();
          const stats: ProcessStats = {
            event_loop_delay_ms: {
              p50: delayMs(delay.percentile(50)),
              p99: delayMs(delay.percentile(99)),
              max: delayMs(delay.max),
            },
            memory: memory(),
            cpu_seconds: cpuSeconds(),
            descriptors: descriptors(limit()),
            disk_free: diskFree(home),
            ...(lost === null ? {} : { home_lost: lost }),
          };
          delay.reset();
          return stats;
        }),
      });
    }),
  );
