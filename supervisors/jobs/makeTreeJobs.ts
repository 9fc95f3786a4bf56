import { Effect } from "effect";
import { Clocks } from "../../src/ports/machine/Clocks.ts";
import { Machine } from "../../src/ports/machine/Machine.ts";
import { Ledger } from "../../src/ports/store/Ledger.ts";
import type { Wiring } from "../node/wiring.ts";
import { TreeJobs } from "./TreeJobs.ts";

/** The jobs of a tree, with the clocks of its machine and the ledger of its home. */
export const makeTreeJobs = (
  pools: Readonly<Record<string, number>>,
  wiring: () => Wiring,
): Effect.Effect<TreeJobs, never, Clocks | Ledger | Machine> =>
  Effect.gen(function* () {
    const { key } = yield* Machine;
    return new TreeJobs({ clocks: yield* Clocks, ledger: yield* Ledger, machine: key }, pools, wiring);
  });
