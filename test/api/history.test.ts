import { Effect, Layer } from "effect";
import { describe, expect, it } from "vitest";
import { exitsOf, historyOf } from "../../api/tree/past/history.ts";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import { Supervision } from "../../supervisors/Supervision.ts";

const entry = (seq: number, subject: string): JournalEntry => ({
  ...{ type: "transition", seq, subject, by: "system", run: 1, reason: "ready" },
  ...{ at: new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString(), from: "starting", to: "running" },
});

const written = [1, 2, 3, 5, 6].map((seq) => entry(seq, seq === 3 ? "crew/a" : "crew"));
const unwritten = [entry(6, "crew"), entry(7, "crew/a"), entry(8, "crew"), entry(9, "crew")];

const history = (subject: string, asked: Parameters<typeof historyOf>[1]) => {
  const supervision = Layer.succeed(
    Supervision,
    // What else the tree can do is of no concern here.
    { recorded: Effect.succeed(unwritten) } as never,
  );
  const journal = Layer.effect(
    Journal,
    Effect.tap(Journal, (one) => one.write({ entries: written, memories: [], forgotten: [] })),
  ).pipe(Layer.provide(memoryJournal.layer));
  return Effect.runPromise(historyOf(subject, asked).pipe(Effect.provide([supervision, journal])));
};

const seqsOf = ({ items }: { readonly items: ReadonlyArray<{ readonly seq: number }> }) =>
  items.map(({ seq }) => seq);

// Cause: the dashboard counted the exits in the part of the history that it had loaded.
describe("the number of exits of a child", () => {
  const exited = (seq: number, subject = "crew"): JournalEntry =>
    ({
      ...entry(seq, subject),
      from: "running",
      to: "backoff",
      exit: { code: 1, signal: null },
    }) as JournalEntry;
  const counted = (since?: number) =>
    Effect.runPromise(
      exitsOf("crew", since).pipe(
        Effect.provide([
          Layer.succeed(Supervision, {
            recorded: Effect.succeed([exited(6), exited(7), exited(8, "crew/a"), entry(9, "crew")]),
          } as never),
          Layer.effect(
            Journal,
            Effect.tap(Journal, (one) =>
              one.write({
                entries: [
                  entry(1, "crew"),
                  exited(2),
                  exited(3, "crew/a"),
                  exited(4),
                  entry(5, "crew"),
                  exited(6),
                ],
                memories: [],
                forgotten: [],
              }),
            ),
          ).pipe(Layer.provide(memoryJournal.layer)),
        ]),
      ),
    );

  it("are those of itself, each once, with what is not written yet", async () => {
    expect(await counted()).toEqual({ exits: 4, since: "2026-01-01T00:00:01.000Z" });
  });

  it("are those since a moment", async () => {
    expect(await counted(Date.UTC(2026, 0, 1, 0, 0, 5))).toEqual({
      exits: 2,
      since: "2026-01-01T00:00:05.000Z",
    });
    expect(await counted(Date.UTC(2026, 0, 1, 0, 0, 7))).toEqual({
      exits: 1,
      since: "2026-01-01T00:00:07.000Z",
    });
    expect(await counted(Date.UTC(2027, 0, 1))).toEqual({ exits: 0, since: null });
  });
});

describe("the history of a child", () => {
  it("is what the journal says of itself, with what is not written yet, the newest first", async () => {
    const all = await history("crew", {});
    expect(seqsOf(all)).toEqual([9, 8, 6, 5, 2, 1]);
    expect(all.next).toBeNull();
    expect(seqsOf(await history("crew/a", {}))).toEqual([7, 3]);
    expect(seqsOf(await history("nobody", {}))).toEqual([]);
  });

  it("is read page by page, each entry once", async () => {
    const first = await history("crew", { limit: 2 });
    expect(seqsOf(first)).toEqual([9, 8]);
    expect(first.next).not.toBeNull();
    const second = await history("crew", { limit: 3, cursor: { before: 8 } });
    expect(seqsOf(second)).toEqual([6, 5, 2]);
    expect(seqsOf(await history("crew", { limit: 3, cursor: { before: 2 } }))).toEqual([1]);
  });
});
