/** What bench/probes.mjs measures. */
export { Effect, Fiber } from "effect";
export { layer } from "../src/adapters/node/probe/Prober.ts";
export { Prober } from "../src/ports/Prober.ts";
