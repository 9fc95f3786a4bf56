import { Effect, Layer } from "effect";
import type { Check } from "../../domain/tree/ProbeSpec.ts";
import { type Attempt, type ProbedRun, Prober } from "../../ports/machine/Prober.ts";

/** What in-memory runs answer to probes. The effects may sleep. */
export type MemoryAnswers = (check: Check, run: ProbedRun) => Effect.Effect<Attempt>;

const well: MemoryAnswers = () => Effect.succeed({ outcome: "success", message: "in memory" });

/** A prober without a network, for tests on virtual time; by default every attempt succeeds. */
export const layer = (answers: MemoryAnswers = well): Layer.Layer<Prober> =>
  Layer.succeed(Prober, Prober.of({ probe: answers }));
