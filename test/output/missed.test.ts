// A follower that was slower than the removal of old output was told nothing of what it had missed: the numbers of its lines
// had gaps, and of children that crash again and again it missed whole runs (found by the soak under load).
import { Deferred, Effect, Fiber, Stream } from "effect";
import { describe, expect, it, vi } from "vitest";
import type { LogLine, Place as Position } from "../../src/domain/LogLine.ts";
import { inPlace, type Opened, type Place, upTo } from "./place.ts";

const path = "web/api";
const waitLong = { timeout: 20_000, interval: 5 };
const few = { maxFiles: 2 };

/** Runs that print three lines each, one after the other. */
const runs = async (
  numbers: ReadonlyArray<number>,
  { make, print }: Place,
  opened: Opened,
): Promise<void> => {
  for (const run of numbers) {
    make({ path, run });
    await opened.track({ path, run }, few);
    print({ path, run }, "out", `${run} 1\n${run} 2\n${run} 3\n`);
    await opened.drained({ path, run });
  }
};

/** Of twelve runs, the first line of the two that are kept. */
const firstKept = 31;
const untilRemoved = ({ read }: Opened): Promise<void> =>
  vi.waitFor(async () => expect((await read())[0]?.seq).toBe(firstKept), waitLong);

/** The numbers of all lines that a follower was told of: as lines, or as missed ones. */
const numbersOf = (found: ReadonlyArray<LogLine | Position>): ReadonlyArray<number> =>
  found.flatMap((one) =>
    "seq" in one ? [one.seq] : upTo(one.missed ?? 0).map((index) => one.after - (one.missed ?? 0) + index),
  );

describe("lines that were removed before a follower had read them", () => {
  it("are counted for one who continues from an earlier place", () =>
    inPlace(async (place) => {
      const opened = await place.open();
      await runs(upTo(12), place, opened);
      await untilRemoved(opened);
      const { found, stop } = opened.followFrom({ [path]: 2 });
      await vi.waitFor(() => expect(found.at(-1)).toMatchObject({ seq: 36 }), waitLong);
      expect(found.slice(0, 3)).toMatchObject([
        { path, after: 2 },
        { path, after: firstKept - 1, missed: firstKept - 3 },
        { path, seq: firstKept },
      ]);
      expect(numbersOf(found)).toEqual(upTo(36).slice(2));
      await stop();
    }));

  it("are counted for one who is slow, between the lines that it gets", () =>
    inPlace(async (place) => {
      const opened = await place.open();
      await runs([1], place, opened);
      const goOn = Effect.runSync(Deferred.make<void>());
      const found: Array<LogLine | Position> = [];
      const hear = (one: LogLine | Position): Effect.Effect<void> => {
        found.push(one);
        return "seq" in one ? Deferred.await(goOn) : Effect.void;
      };
      const lines = opened.store.followFrom(new Map([[path, 0]]), { within: [""] });
      const fiber = Effect.runFork(Stream.runForEach(lines, hear));
      await vi.waitFor(() => expect(found.at(-1)).toMatchObject({ seq: 1 }), waitLong);
      await runs(upTo(12).slice(1), place, opened);
      await untilRemoved(opened);
      await Effect.runPromise(Deferred.succeed(goOn, undefined));
      await vi.waitFor(() => expect(found.at(-1)).toMatchObject({ seq: 36 }), waitLong);
      expect(numbersOf(found)).toEqual(upTo(36));
      expect(found.filter((one) => "missed" in one)).toHaveLength(1);
      await Effect.runPromise(Fiber.interrupt(fiber));
    }));

  it("are not, where they were gone before it began", () =>
    inPlace(async (place) => {
      const opened = await place.open();
      await runs(upTo(12), place, opened);
      await untilRemoved(opened);
      const lines = opened.store.followFrom(null, { within: [""], last: 1_000 });
      const found: Array<LogLine | Position> = [];
      const fiber = Effect.runFork(Stream.runForEach(lines, (one) => Effect.sync(() => found.push(one))));
      await vi.waitFor(() => expect(found.at(-1)).toMatchObject({ seq: 36 }), waitLong);
      expect(numbersOf(found)[0]).toBe(firstKept);
      expect(found.filter((one) => "missed" in one)).toEqual([]);
      await Effect.runPromise(Fiber.interrupt(fiber));
    }));
});
