import { readdirSync, statfsSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Effect, Layer } from "effect";
import type { ProcessVitals } from "../../domain/Vitals.ts";
import { VitalSigns } from "../../ports/VitalSigns.ts";
import { ownProc } from "./ownProc.ts";

/** The timer that is watched, in ms: twenty wake-ups a second cost a sleeping daemon next to nothing. */
const resolution = 50;

const descriptors = (limit: number | null): ProcessVitals["descriptors"] => {
  if (limit === null) return null;
  try {
    return { open: readdirSync("/proc/self/fd").length, limit };
  } catch (error) {
    // To look takes a descriptor, too: where there is none, all are open.
    const isExhausted = error instanceof Error && "code" in error && error.code === "EMFILE";
    return isExhausted ? { open: limit, limit } : null;
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

/** The process by Node's own means, which also has to work without a free descriptor; `home` names the disk. */
export const layer = ({ home }: { readonly home: string }): Layer.Layer<VitalSigns> =>
  Layer.scoped(
    VitalSigns,
    Effect.gen(function* () {
      const limit = yield* ownProc("limits", /^Max open files\s+(\d+)/m);
      // In kB. Node's own answer opens a file each time, and throws when it can't.
      const resident = yield* ownProc("status", /^VmRSS:\s+(\d+)/m);
      const memory = (): number => {
        const kilobytes = resident();
        return kilobytes === null ? process.memoryUsage.rss() : kilobytes * 1024;
      };
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
            memory: memory(),
            descriptors: descriptors(limit()),
            disk_free: diskFree(home),
          };
          delay.reset();
          return vitals;
        }),
      });
    }),
  );
