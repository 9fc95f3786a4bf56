import { readdirSync, readFileSync, statfsSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Effect, Layer } from "effect";
import type { ProcessVitals } from "../../domain/Vitals.ts";
import { VitalSigns } from "../../ports/VitalSigns.ts";

/** The timer that is watched, in ms: twenty wake-ups a second cost a sleeping daemon next to nothing. */
const resolution = 50;

const descriptors = (): ProcessVitals["descriptors"] => {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1"))?.[1];
    return limit === undefined ? null : { open: readdirSync("/proc/self/fd").length, limit: Number(limit) };
  } catch {
    // No /proc here.
    return null;
  }
};

const diskFree = (home: string): number | null => {
  try {
    const { bavail, bsize } = statfsSync(home);
    return bavail * bsize;
  } catch {
    return null;
  }
};

/** The process by Node's own means; `home` names the disk. */
export const layer = ({ home }: { readonly home: string }): Layer.Layer<VitalSigns> =>
  Layer.scoped(
    VitalSigns,
    Effect.gen(function* () {
      const delay = monitorEventLoopDelay({ resolution });
      delay.enable();
      yield* Effect.addFinalizer(() => Effect.sync(() => delay.disable()));
      // The histogram holds the time from one timer to the next, which is the resolution when nothing is late.
      const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution);
      return VitalSigns.of({
        read: Effect.sync(() => {
          const vitals: ProcessVitals = {
            event_loop_delay_ms: {
              p50: late(delay.percentile(50)),
              p99: late(delay.percentile(99)),
              max: late(delay.max),
            },
            memory: process.memoryUsage.rss(),
            descriptors: descriptors(),
            disk_free: diskFree(home),
          };
          delay.reset();
          return vitals;
        }),
      });
    }),
  );
