import { Effect, Layer } from "effect";
import pidusage from "pidusage";
import { Sampler, type Usage } from "../../../ports/Sampler.ts";
import { bySystem } from "../../../system.ts";
import { makeProcUsage } from "./procUsage.ts";

const usageOf = (pid: number): Promise<readonly [number, Usage] | null> =>
  pidusage(pid).then(
    // `ctime` is in ms.
    ({ cpu, ctime, memory }) => [pid, { cpu: cpu / 100, cpuSeconds: ctime / 1000, memory }] as const,
    // It has exited in the meantime.
    () => null,
  );

/** One call for each process, so that one that has exited does not fail the others. */
const byLibrary = async (pids: ReadonlyArray<number>): Promise<ReadonlyMap<number, Usage>> => {
  const found = await Promise.all(pids.map(usageOf));
  return new Map(found.filter((usage) => usage !== null));
};

/**
 * Usage from /proc if there is one, else from the pidusage library. The library reads a file through the thread pool for
 * each process, which took 35 of the 100 ms of `sentinel status` with 100 children.
 */
export const layer: Layer.Layer<Sampler> = Layer.sync(Sampler, () => {
  const read = bySystem({ linux: makeProcUsage, darwin: () => byLibrary })();
  return Sampler.of({ sample: (pids) => Effect.promise(() => read(pids)) });
});
