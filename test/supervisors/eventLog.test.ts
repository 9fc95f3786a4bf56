import { Deferred, Effect, Fiber, Layer, Stream } from "effect";
import { describe, expect, it } from "vitest";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import { JournalError } from "../../src/domain/Errors.ts";
import type { Event } from "../../src/domain/Event.ts";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import { Journal, type JournalBatch } from "../../src/ports/store/Journal.ts";
import { type EventLog, makeEventLog } from "../../supervisors/log/eventLog.ts";
import { settle } from "./machine.ts";

const event = (reason: string): Event => ({
  type: "daemon",
  action: "adopted",
  at: "2026-01-01T00:00:00.000Z",
  subject: "",
  by: "system",
  reason,
});

/** What is remembered of a service whose newest end is that of a run. */
const ended = (path: string, run: number): Memory => ({
  ...{ path, state: "backoff", run, reason: "exit code 1", by: "system", since: "2026-01-01T00:00:00.000Z" },
  ...{ nextAttemptAt: null, restarted: 0, startedAt: null, stop: null, standing: "waiting", wanted: "up" },
  ...{ streak: 0, refusals: 0, counted: [], window: [] },
  lastExit: { run, code: 1, signal: null, reason: "exit code 1", at: "2026-01-01T00:00:00.000Z" },
});

/** A log on a journal that takes its time, for actors that may be in the middle of something. */
const withLog = (
  body: (world: {
    readonly log: EventLog;
    /** The actors are at rest for a moment. */
    readonly rest: () => void;
    /** They are from now on. */
    readonly stayAtRest: () => void;
    readonly goOn: Effect.Effect<unknown>;
    /** From now on the journal has room, or none. */
    readonly hasRoom: (has: boolean) => void;
    readonly written: ReadonlyArray<string>;
  }) => Effect.Effect<void>,
): Promise<void> =>
  Effect.gen(function* () {
    const gate = yield* Deferred.make<void>();
    const written: Array<string> = [];
    let state: "at work" | "at rest" = "at work";
    let tellRest = (): void => undefined;
    let room = true;
    const write = ({ entries, also = [] }: JournalBatch) =>
      Deferred.await(gate).pipe(
        Effect.andThen(Effect.all(also)),
        Effect.andThen(
          Effect.suspend(() => {
            if (!room) return new JournalError({ message: "the disk is full" });
            written.push(entries.map((entry) => ("reason" in entry ? entry.reason : "")).join(" "));
            return Effect.void;
          }),
        ),
      );
    const journal = Layer.succeed(
      Journal,
      Journal.of({
        write,
        recall: Effect.succeed({ memories: [], unreadable: [] }),
        read: () => Effect.succeed([]),
        page: () => Effect.succeed({ entries: [], next: null }),
        newestOf: () => Effect.succeed([]),
        exitsOf: () => Effect.succeed({ exits: 0, since: null, newest: 0 }),
        actions: () => Effect.succeed([]),
        startOf: () => Effect.succeed(0),
        promise: () => Effect.void,
        completeAfter: Effect.succeed(0),
        replacements: Stream.empty,
        lastSeq: Effect.succeed(0),
      }),
    );
    const log = yield* Effect.provide(
      makeEventLog(
        () => "",
        (then) => {
          if (state === "at rest") then();
          else tellRest = then;
        },
      ),
      Layer.merge(journal, memoryRuns.layer),
    );
    const stayAtRest = (): void => {
      state = "at rest";
    };
    const hasRoom = (has: boolean): void => {
      room = has;
    };
    const goOn = Deferred.succeed(gate, undefined);
    yield* body({ log, rest: () => tellRest(), stayAtRest, goOn, hasRoom, written });
    stayAtRest();
  }).pipe(Effect.scoped, Effect.runPromise);

describe("the log", () => {
  it("writes nothing while somebody has not acted yet on what was said, and then all at once", () =>
    withLog(({ log, rest, goOn, written }) =>
      Effect.gen(function* () {
        yield* goOn;
        log.record(event("half"));
        const flushed = yield* Effect.fork(log.flush);
        yield* settle;
        expect(written).toEqual([]);
        log.record(event("whole"));
        rest();
        yield* Fiber.join(flushed);
        expect(written).toEqual(["half whole"]);
      }),
    ));

  it("writes once more for all who ask while it is writing", () =>
    withLog(({ log, rest, goOn, written }) =>
      Effect.gen(function* () {
        log.record(event("first"));
        const first = yield* Effect.fork(log.flush);
        yield* settle;
        rest();
        yield* settle;
        const others = yield* Effect.forEach(["a", "b", "c"], (reason) => {
          log.record(event(reason));
          return Effect.fork(log.flush);
        });
        yield* goOn;
        yield* Fiber.join(first);
        yield* settle;
        rest();
        yield* Effect.forEach(others, Fiber.join);
        expect(written).toEqual(["first", "a b c"]);
      }),
    ));

  // Whatever waits for a journal that can't be written is in the daemon's memory.
  it("keeps the newest 20,000 entries while the journal can't be written, writes those once it can, and tells how many were dropped", () =>
    withLog(({ log, stayAtRest, goOn, hasRoom, written }) =>
      Effect.gen(function* () {
        const recordAll = (from: number, to: number): void => {
          for (let number = from; number <= to; number += 1) log.record(event(String(number)));
        };
        hasRoom(false);
        stayAtRest();
        recordAll(1, 15_000);
        const failing = yield* Effect.fork(log.flush);
        yield* settle;
        // While those are being written. What can't be written is put back before them.
        recordAll(15_001, 20_010);
        yield* goOn;
        yield* Fiber.join(failing);
        expect(yield* log.waiting).toHaveLength(20_000);
        recordAll(20_011, 20_030);
        expect(yield* log.waiting).toHaveLength(20_000);
        expect(log.trouble()).toEqual({ reason: "the disk is full", waiting: 20_000, dropped: 31 });
        hasRoom(true);
        yield* log.flush;
        expect(log.trouble()).toBe(null);
        const numbers = (from: number, last: number) =>
          Array.from({ length: last - from + 1 }, (_, index) => String(from + index));
        // The alarm that the journal can't be written is one of them.
        const newest = [...numbers(32, 20_010), "the disk is full", ...numbers(20_011, 20_030)];
        expect(newest).toHaveLength(20_000);
        expect(written).toEqual([newest.join(" ")]);
        yield* log.flush;
        expect(written[1]).toMatch(/^the journal can be written again, but 31 events of the time before/);
      }),
    ));

  it("has what belongs to the facts stored with them, and where that fails both are stored later", () =>
    withLog(({ log, rest, goOn, written }) =>
      Effect.gen(function* () {
        let tries = 0;
        const flushed = Effect.gen(function* () {
          const flush = yield* Effect.fork(log.flush);
          yield* settle;
          rest();
          yield* Fiber.join(flush);
        });
        yield* goOn;
        log.record(event("revised"));
        log.store(
          Effect.suspend(() => {
            tries += 1;
            return tries === 1 ? new JournalError({ message: "full" }) : Effect.void;
          }),
        );
        yield* flushed;
        expect([tries, written]).toEqual([1, []]);
        yield* flushed;
        expect([tries, written]).toEqual([2, ["revised full"]]);
        log.record(event("later"));
        yield* flushed;
        expect(tries, "once it is stored").toBe(2);
      }),
    ));

  it("knows the newest run of a node whose end is written, not only recorded", () =>
    withLog(({ log, stayAtRest, goOn, hasRoom }) =>
      Effect.gen(function* () {
        stayAtRest();
        yield* goOn;
        hasRoom(false);
        log.remember("web", () => ended("web", 4));
        yield* log.flush;
        expect(log.recordedRun("web")).toBe(0);
        hasRoom(true);
        yield* log.flush;
        expect([log.recordedRun("web"), log.recordedRun("db")]).toEqual([4, 0]);
        log.forget("web");
        yield* log.flush;
        expect(log.recordedRun("web")).toBe(0);
      }),
    ));
});
