import { Effect, Layer } from "effect";
import pidusage from "pidusage";
import { Sampler, type Usage } from "../../ports/Sampler.ts";

const usageOf = (pid: number): Promise<readonly [number, Usage] | null> =>
  pidusage(pid).then(
    ({ cpu, memory }) => [pid, { cpu: cpu / 100, memory }] as const,
    // It has ended since the question was asked.
    () => null,
  );

/** Usage by the pidusage library, each process for itself so that one that has gone costs no other its answer. */
export const layer: Layer.Layer<Sampler> = Layer.succeed(
  Sampler,
  Sampler.of({
    sample: (pids) =>
      Effect.promise(async () => {
        const found = await Promise.all(pids.map(usageOf));
        return new Map(found.filter((usage) => usage !== null));
      }),
  }),
);
