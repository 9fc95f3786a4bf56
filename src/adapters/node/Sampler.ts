import { Effect, Layer } from "effect";
import pidusage from "pidusage";
import { Sampler, type Usage } from "../../ports/Sampler.ts";

const usageOf = (pid: number): Promise<readonly [number, Usage] | null> =>
  pidusage(pid).then(
    ({ cpu, memory }) => [pid, { cpu: cpu / 100, memory }] as const,
    // It has ended since the question was asked.
    () => null,
  );

/**
 * The library asks the system for its clock tick with a process of its own, for every question until the first
 * is answered: a thousand questions at once would start two thousand processes.
 */
const prime = Effect.promise(() => usageOf(process.pid));

/** Usage by the pidusage library, each process for itself so that one that has gone costs no other its answer. */
export const layer: Layer.Layer<Sampler> = Layer.effect(
  Sampler,
  Effect.map(Effect.cached(prime), (primed) =>
    Sampler.of({
      sample: (pids) =>
        Effect.zipRight(
          primed,
          Effect.promise(async () => {
            const found = await Promise.all(pids.map(usageOf));
            return new Map(found.filter((usage) => usage !== null));
          }),
        ),
    }),
  ),
);
