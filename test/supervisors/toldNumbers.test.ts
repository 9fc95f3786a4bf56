/**
 * Events were told at once and written with the next batch: a daemon that was killed in between had told numbers that
 * the next one gave to other events, and who went on behind the last number that he had heard missed those.
 */
import { Effect, Stream } from "effect";
import { describe, expect, it } from "vitest";
import { JournalError } from "../../src/domain/Errors.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import { onMachine, pass, settle, written } from "./machine.ts";

const yaml =
  "intensity: 100\nchildren:\n  a: { command: a, min_uptime: 0s, backoff: none }\n  b: { command: b, min_uptime: 0s }\n";
const crash = { code: 1 } as const;
const full = new JournalError({ message: "the disk is full" });

/** A journal that can be written while there is room. */
const whileRoom = (hasRoom: () => boolean) => ({
  journalled: (_: unknown, write: Effect.Effect<void, JournalError>) =>
    Effect.suspend(() => (hasRoom() ? write : full)),
});

/** What is told from now on. */
const listen = (live: Stream.Stream<JournalEntry>) =>
  Effect.gen(function* () {
    const heard: Array<JournalEntry> = [];
    yield* Effect.fork(Stream.runForEach(live, (entry) => Effect.sync(() => void heard.push(entry))));
    yield* settle;
    return heard;
  });

const numbers = (entries: ReadonlyArray<JournalEntry>) => entries.map(({ seq }) => seq);

describe("the number of an event that was told", () => {
  it("is in the journal already", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(yaml);
        yield* written;
        const heard = yield* listen(daemon.supervision.live);
        yield* machine.exit("a", crash);
        expect(heard).toEqual([]);
        yield* written;
        expect(heard).toEqual((yield* machine.journal.read({})).slice(-3));
        yield* machine.exit("a", crash);
        yield* daemon.die;
        const next = yield* machine.daemon(yaml);
        const others = yield* listen(next.supervision.live);
        yield* written;
        const all = yield* machine.journal.read({});
        expect(numbers(all)).toEqual(all.map((_, index) => index + 1));
        expect([...heard, ...others]).toEqual(all.filter(({ seq }) => seq >= (heard[0]?.seq ?? 0)));
      }),
    ));

  it("is passed over by the next daemon where it could not be written", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        let hasRoom = true;
        const daemon = yield* machine.daemon(
          yaml,
          whileRoom(() => hasRoom),
        );
        yield* written;
        const heard = yield* listen(daemon.supervision.live);
        hasRoom = false;
        yield* machine.exit("a", crash);
        yield* pass(200);
        expect(heard.map((entry) => entry.type)).toEqual([
          ...heard.slice(1).map(() => "transition"),
          "alarm",
        ]);
        expect(yield* daemon.supervision.recorded).toEqual(heard);
        yield* machine.exit("a", crash);
        yield* pass(200);
        expect(heard).toHaveLength(7);
        yield* daemon.die;
        const last = yield* machine.journal.read({ last: 1 });
        yield* machine.daemon(yaml);
        yield* written;
        const [first] = yield* machine.journal.read({ after: last[0]?.seq ?? 0 });
        expect(first?.seq).toBe((heard.at(-1)?.seq ?? 0) + 1);
      }),
    ));

  it("stays the one that it has in the journal once there is room again", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        let hasRoom = false;
        const daemon = yield* machine.daemon(
          yaml,
          whileRoom(() => hasRoom),
        );
        const heard = yield* listen(daemon.supervision.live);
        yield* pass(1000);
        yield* machine.exit("b", crash);
        yield* pass(1000);
        hasRoom = true;
        yield* pass(6000);
        yield* machine.exit("a", crash);
        yield* written;
        const all = yield* machine.journal.read({});
        expect(numbers(all)).toEqual(all.map((_, index) => index + 1));
        expect(heard).toEqual(all);
      }),
    ));
});

describe("who listens slowly", () => {
  // Cause of the second: what was missed was looked for in the journal only, and not in memory, where it waited.
  it.each([
    { meanwhile: "it is read in the journal", hasRoomThen: true },
    { meanwhile: "it waits in memory, as the journal can't be written", hasRoomThen: false },
  ])("misses nothing of what is told meanwhile: $meanwhile", ({ hasRoomThen }) =>
    onMachine((machine) =>
      Effect.gen(function* () {
        let hasRoom = true;
        const daemon = yield* machine.daemon(
          yaml,
          whileRoom(() => hasRoom),
        );
        yield* written;
        hasRoom = hasRoomThen;
        const heard: Array<number> = [];
        const gate = yield* Effect.makeLatch(false);
        const hear = (entry: JournalEntry) =>
          Effect.zipRight(
            gate.await,
            Effect.sync(() => void heard.push(entry.seq)),
          );
        yield* Effect.fork(Stream.runForEach(daemon.supervision.live, hear));
        yield* settle;
        const alarms = Array.from({ length: 300 }, (_, index) =>
          daemon.supervision.alarm("health", `${index}`),
        );
        for (let round = 0; round < 30; round += 1) yield* Effect.zipRight(Effect.all(alarms), written);
        yield* gate.open;
        const all = hasRoomThen ? 9000 : 9001;
        for (let turn = 0; heard.length < all && turn < 100; turn += 1) yield* settle;
        expect(heard).toEqual(heard.map((_, index) => (heard[0] ?? 0) + index));
        expect(heard).toHaveLength(all);
      }),
    ),
  );
});
