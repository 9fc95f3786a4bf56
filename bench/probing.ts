/** What bench/probes.mjs measures. */
export { Effect, Fiber } from "effect";
export { layer } from "../src/adapters/node/probe/Prober.ts";
export { serviceFrom } from "../src/config/read/service/serviceFrom.ts";
export { untilGroup } from "../src/policy/probe/timing.ts";
export { Prober } from "../src/ports/machine/Prober.ts";
