import { Effect, Layer } from "effect";
import { Sampler } from "../../../ports/machine/Sampler.ts";
import { bySystem } from "../../../system.ts";
import { makeProcUsage } from "./procUsage.ts";
import { makePsUsage } from "./psUsage.ts";

/** Usage by the system's own counters. */
export const layer: Layer.Layer<Sampler> = Layer.sync(Sampler, () => {
  const read = bySystem({ linux: makeProcUsage, darwin: makePsUsage })();
  return Sampler.of({ sample: (pids) => Effect.promise(() => read(pids)) });
});
