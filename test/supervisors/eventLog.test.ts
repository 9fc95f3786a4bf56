import { Deferred, Effect, Fiber, Layer } from "effect";
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/domain/Event.ts";
import { Journal, type JournalBatch } from "../../src/ports/Journal.ts";
import { type EventLog, makeEventLog } from "../../supervisors/eventLog.ts";
import { settle } from "./machine.ts";

const event = (reason: string): Event => ({
  type: "daemon",
  action: "adopted",
  at: "2026-01-01T00:00:00.000Z",
  subject: "",
  by: "system",
  reason,
});

/** A log on a journal that takes its time, for actors that may be in the middle of something. */
const withLog = (
  body: (world: {
    readonly log: EventLog;
    readonly rest: () => void;
    readonly goOn: Effect.Effect<unknown>;
    readonly written: ReadonlyArray<string>;
  }) => Effect.Effect<void>,
): Promise<void> =>
  Effect.gen(function* () {
    const gate = yield* Deferred.make<void>();
    const written: Array<string> = [];
    let state: "at work" | "at rest" = "at work";
    let tellRest = (): void => undefined;
    const write = ({ entries }: JournalBatch) =>
      Effect.map(Deferred.await(gate), () => {
        written.push(entries.map((entry) => ("reason" in entry ? entry.reason : "")).join(" "));
      });
    const journal = Layer.succeed(
      Journal,
      Journal.of({
        write,
        recall: Effect.succeed([]),
        read: () => Effect.succeed([]),
        page: () => Effect.succeed({ entries: [], next: null }),
        startOf: () => Effect.succeed(0),
        promise: () => Effect.void,
        completeAfter: Effect.succeed(0),
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
      journal,
    );
    yield* body({ log, rest: () => tellRest(), goOn: Deferred.succeed(gate, undefined), written });
    state = "at rest";
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
});
