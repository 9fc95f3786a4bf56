import { Effect, Layer } from "effect";
import { Sampler } from "../../ports/Sampler.ts";

/** A sampler that knows of no process. */
export const layer: Layer.Layer<Sampler> = Layer.succeed(
  Sampler,
  Sampler.of({ sample: () => Effect.succeed(new Map()) }),
);
