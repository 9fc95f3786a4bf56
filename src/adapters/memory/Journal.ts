import { Effect, Layer, Stream } from "effect";
import type { JournalEntry } from "../../domain/Event.ts";
import type { Memory } from "../../domain/stored/Memory.ts";
import { type ChildPath, isWithin, root } from "../../domain/tree/ChildPath.ts";
import { Journal, type JournalTimes } from "../../ports/store/Journal.ts";

/** A journal that lives as long as the process, for tests and demonstrations. */
export const layer: Layer.Layer<Journal> = Layer.sync(Journal, () => {
  const entries: Array<JournalEntry> = [];
  const remembered = new Map<ChildPath, Memory>();
  let promised = 0;
  const meant = (within: ReadonlyArray<ChildPath>, { since = "", until = "9" }: JournalTimes) =>
    entries.filter(
      ({ subject, at }) => at >= since && at <= until && within.some((path) => isWithin(path, subject)),
    );
  return Journal.of({
    write: (batch) =>
      Effect.andThen(
        Effect.all(batch.also ?? [], { discard: true }),
        Effect.sync(() => {
          entries.push(...batch.entries);
          for (const memory of batch.memories) remembered.set(memory.path, memory);
          for (const path of batch.forgotten) remembered.delete(path);
        }),
      ),
    recall: Effect.sync(() => ({ memories: [...remembered.values()], unreadable: [] })),
    read: ({ after = 0, last, within = "" }) =>
      Effect.sync(() => {
        const found = entries.filter(({ seq, subject }) => seq > after && isWithin(within, subject));
        return last === undefined ? found : last === 0 ? [] : found.slice(-last);
      }),
    page: ({ after, within, ...times }) =>
      Effect.sync(() => ({ entries: meant(within, times).filter(({ seq }) => seq > after), next: null })),
    newestOf: ({ subject, before = Number.POSITIVE_INFINITY, limit }) =>
      Effect.sync(() =>
        entries
          .filter((entry) => entry.subject === subject && entry.seq < before)
          .reverse()
          .slice(0, limit),
      ),
    exitsOf: (subject, since = "") =>
      Effect.sync(() => {
        const own = entries.filter((entry) => entry.subject === subject && entry.at >= since);
        return {
          exits: own.filter((entry) => entry.type === "transition" && entry.exit !== undefined).length,
          since: own[0]?.at ?? null,
          newest: own.at(-1)?.seq ?? 0,
        };
      }),
    actions: ({ before = Number.POSITIVE_INFINITY, limit, principal, action, outcome, ...times }) =>
      Effect.sync(() =>
        meant([root], times)
          .filter(
            (entry) =>
              entry.type === "action" &&
              entry.seq < before &&
              (principal === undefined || entry.by === principal || entry.account === principal) &&
              (action === undefined || entry.action === action) &&
              (outcome === undefined || entry.outcome === outcome),
          )
          .reverse()
          .slice(0, limit),
      ),
    startOf: ({ last, within, ...times }) =>
      Effect.sync(() => (meant(within, times).at(-last)?.seq ?? 1) - 1),
    completeAfter: Effect.succeed(0),
    replacements: Stream.empty,
    promise: (seq) =>
      Effect.sync(() => {
        promised = seq;
      }),
    lastSeq: Effect.sync(() => Math.max(promised, entries.at(-1)?.seq ?? 0)),
  });
});
