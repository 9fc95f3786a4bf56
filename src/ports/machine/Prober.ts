import { Context, type Effect } from "effect";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { Check } from "../../domain/tree/ProbeSpec.ts";
import type { Port } from "../../domain/tree/ports.ts";

/** What an attempt found; `message` says it in a few words: `status 503`, `connection refused on 127.0.0.1:3000`. */
export interface Attempt {
  readonly outcome: "success" | "failure";
  readonly message: string;
}

/** The run that is probed: the same object for all attempts of a run. */
export interface ProbedRun {
  readonly path: ChildPath;
  readonly run: number;
  /** As it was declared when the run, or its probing, began: the user, folder and environment of commands. */
  readonly spec: ProcessSpec;
  readonly ports: ReadonlyArray<Port>;
}

/** Checks from outside whether a run works. */
export class Prober extends Context.Tag("sentinel/Prober")<
  Prober,
  {
    /**
     * Makes one attempt. Never fails: what is in the way of an attempt is a failure that says so. It has no time limit
     * of its own; once it is interrupted, nothing of it is left, no connection and no process.
     */
    readonly probe: (check: Check, run: ProbedRun) => Effect.Effect<Attempt>;
  }
>() {}
