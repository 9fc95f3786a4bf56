import { Effect, Option } from "effect";
import type { ClockReading } from "../../src/ports/Clocks.ts";
import { Clocks } from "../../src/ports/Clocks.ts";
import { Ledger } from "../../src/ports/Ledger.ts";
import { Machine } from "../../src/ports/Machine.ts";
import type { Now } from "../node/views/clock.ts";
import type { Wiring } from "../node/wiring.ts";
import { TreeJobs } from "./TreeJobs.ts";

/** Clocks that agree, where none are provided: nothing sleeps, and nobody sets the clock. */
const clocksOf = ({
  wall,
  monotonic,
}: Now): { readonly read: () => ClockReading; readonly boot: string } => ({
  read: () => ({ wall: Date.parse(wall()), real: monotonic(), awake: monotonic() }),
  boot: "",
});

/** A ledger for trees without a store: nothing is kept. */
const forgetful: typeof Ledger.Service = {
  write: () => Effect.void,
  recall: Effect.succeed({ at: null, jobs: [], unreadable: [] }),
  read: () => Effect.succeed([]),
  ahead: () => Effect.succeed([]),
};

/** The jobs of a tree, with the clocks and the ledger that its home has. */
export const makeTreeJobs = (
  now: Now,
  pools: Readonly<Record<string, number>>,
  wiring: () => Wiring,
): Effect.Effect<TreeJobs> =>
  Effect.gen(function* () {
    const clocks = yield* Effect.serviceOption(Clocks);
    const ledger = yield* Effect.serviceOption(Ledger);
    const machine = yield* Effect.serviceOption(Machine);
    return new TreeJobs(
      {
        clocks: Option.getOrElse(clocks, () => clocksOf(now)),
        ledger: Option.getOrElse(ledger, () => forgetful),
        machine: Option.match(machine, { onNone: () => "", onSome: ({ key }) => key }),
      },
      pools,
      wiring,
    );
  });
