import { uptime } from "node:os";
import { Effect, Layer, type Scope } from "effect";
import { type ClockReading, Clocks } from "../../../ports/machine/Clocks.ts";
import { bySystem } from "../../../system.ts";
import { bootId } from "../process/table/processTable.ts";
import { SleepByTicks, tickMs } from "./SleepByTicks.ts";
import { SleepByUptime } from "./SleepByUptime.ts";

const monotonic = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

/** How time asleep is measured on this system. */
const sleepAware = bySystem<
  Effect.Effect<{ readonly read: () => Omit<ClockReading, "wall"> }, never, Scope.Scope>
>({
  linux: Effect.sync(() => new SleepByUptime({ awake: monotonic, uptime: () => uptime() * 1_000 })),
  darwin: Effect.gen(function* () {
    const ticks = new SleepByTicks(monotonic);
    const timer = setInterval(ticks.read, tickMs).unref();
    yield* Effect.addFinalizer(() => Effect.sync(() => clearInterval(timer)));
    return ticks;
  }),
});

/** The clocks of this machine. */
export const layer: Layer.Layer<Clocks> = Layer.scoped(
  Clocks,
  Effect.map(sleepAware, (clocks) =>
    Clocks.of({ read: () => ({ wall: Date.now(), ...clocks.read() }), boot: bootId() }),
  ),
);
