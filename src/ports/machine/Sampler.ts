import { Context, type Effect } from "effect";

/** The current resource usage of a process with everything that it has started, wherever that is. */
export interface Usage {
  /** Cores in use since the last reading, 1 = one core. */
  readonly cpu: number;
  /** Seconds of CPU time used since its start. */
  readonly cpuSeconds: number;
  /** Bytes of resident memory. A page that several processes share counts for each of them. */
  readonly memory: number;
  /** The processes besides the first one. */
  readonly descendants: number;
  /** Open file descriptors of all of them; null if the system does not report them. */
  readonly openFiles: number | null;
  /** Bytes that all of them read from disks since its start; null if the system does not report them. */
  readonly readBytes: number | null;
  /** The same of what they wrote. */
  readonly writtenBytes: number | null;
}

/** Reads the resource usage of runs, by the pid of their first process. Pids that are gone are missing in the result. */
export class Sampler extends Context.Tag("sentinel/Sampler")<
  Sampler,
  { readonly sample: (pids: ReadonlyArray<number>) => Effect.Effect<ReadonlyMap<number, Usage>> }
>() {}
