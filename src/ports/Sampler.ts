import { Context, type Effect } from "effect";

/** The current resource usage of a process. */
export interface Usage {
  /** Cores in use since the last reading, 1 = one core. */
  readonly cpu: number;
  /** Seconds of CPU time used since its start. */
  readonly cpuSeconds: number;
  /** Bytes of resident memory. */
  readonly memory: number;
}

/** Reads the resource usage of processes. Pids that are gone are missing in the result. */
export class Sampler extends Context.Tag("sentinel/Sampler")<
  Sampler,
  { readonly sample: (pids: ReadonlyArray<number>) => Effect.Effect<ReadonlyMap<number, Usage>> }
>() {}
