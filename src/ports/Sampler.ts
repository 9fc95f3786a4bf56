import { Context, type Effect } from "effect";

/** What a process uses right now. */
export interface Usage {
  /** Cores in use since the last reading, 1 = one core. */
  readonly cpu: number;
  /** Seconds of CPU time that it has used since it was started. */
  readonly cpuSeconds: number;
  /** Bytes of resident memory. */
  readonly memory: number;
}

/** Reads what processes use. A pid that is gone is simply not in the answer. */
export class Sampler extends Context.Tag("sentinel/Sampler")<
  Sampler,
  { readonly sample: (pids: ReadonlyArray<number>) => Effect.Effect<ReadonlyMap<number, Usage>> }
>() {}
