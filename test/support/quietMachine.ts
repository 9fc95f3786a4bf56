import { Effect, Layer, Stream } from "effect";
import * as memoryCheckIns from "../../src/adapters/memory/CheckIns.ts";
import { makeLedger } from "../../src/adapters/memory/Ledger.ts";
import { Clocks } from "../../src/ports/machine/Clocks.ts";
import { FileWatcher } from "../../src/ports/machine/FileWatcher.ts";
import { Machine } from "../../src/ports/machine/Machine.ts";
import type { CheckIns } from "../../src/ports/store/CheckIns.ts";
import { Ledger } from "../../src/ports/store/Ledger.ts";
import { LogStore } from "../../src/ports/store/LogStore.ts";

/** A machine that never sleeps and whose clock nobody sets: all three clocks are Effect's. */
const clocks: Layer.Layer<Clocks> = Layer.effect(
  Clocks,
  Effect.map(Effect.clock, (clock) => {
    const monotonic = (): number => Number(clock.unsafeCurrentTimeNanos() / 1000n) / 1000;
    return {
      read: () => ({ wall: clock.unsafeCurrentTimeMillis(), real: monotonic(), awake: monotonic() }),
      boot: "",
    };
  }),
);

/** No file ever changes. */
const files: Layer.Layer<FileWatcher> = Layer.succeed(FileWatcher, { watch: () => Effect.void });

/** No child prints anything. */
const output: Layer.Layer<LogStore> = Layer.succeed(
  LogStore,
  LogStore.of({
    track: () => Effect.void,
    drained: () => Effect.succeed({ first: null, last: null, lines: 0, complete: true }),
    alarms: Stream.empty,
    runs: () => Effect.succeed([]),
    lag: Effect.succeed({ unread_bytes: 0, oldest_unread_ms: 0, child: null }),
    read: () => Stream.empty,
    follow: () => Stream.never,
    followFrom: () => Stream.never,
    window: () => Effect.dieMessage("there is no output to look at"),
    search: () => Stream.empty,
    histogram: () => Effect.dieMessage("there is no output to count"),
  }),
);

/**
 * What a tree needs of the world besides its processes and its journal, where nothing happens; a test provides what it is
 * about after it. Ledger and reports are new with each build.
 */
export const quietMachine: Layer.Layer<CheckIns | Clocks | FileWatcher | Ledger | LogStore | Machine> =
  Layer.mergeAll(
    clocks,
    files,
    output,
    memoryCheckIns.layer,
    Layer.sync(Ledger, makeLedger),
    Layer.succeed(Machine, { key: "" }),
  );
