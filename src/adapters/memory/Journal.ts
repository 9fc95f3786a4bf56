import { Effect, Layer } from "effect";
import { type ChildPath, isWithin } from "../../domain/ChildPath.ts";
import type { JournalEntry } from "../../domain/Event.ts";
import type { Memory } from "../../domain/Memory.ts";
import { Journal } from "../../ports/Journal.ts";

/** A journal that lives as long as the process, for tests and demonstrations. */
export const layer: Layer.Layer<Journal> = Layer.sync(Journal, () => {
  const entries: Array<JournalEntry> = [];
  const remembered = new Map<ChildPath, Memory>();
  let promised = 0;
  const meant = (within: ReadonlyArray<ChildPath>) =>
    entries.filter(({ subject }) => within.some((path) => isWithin(path, subject)));
  return Journal.of({
    write: (batch) =>
      Effect.sync(() => {
        entries.push(...batch.entries);
        for (const memory of batch.memories) remembered.set(memory.path, memory);
        for (const path of batch.forgotten) remembered.delete(path);
      }),
    recall: Effect.sync(() => [...remembered.values()]),
    read: ({ after = 0, last, within = "" }) =>
      Effect.sync(() => {
        const found = entries.filter(({ seq, subject }) => seq > after && isWithin(within, subject));
        return last === undefined ? found : last === 0 ? [] : found.slice(-last);
      }),
    page: ({ after, within }) =>
      Effect.sync(() => ({ entries: meant(within).filter(({ seq }) => seq > after), next: null })),
    startOf: (last, within) => Effect.sync(() => (meant(within).at(-last)?.seq ?? 1) - 1),
    completeAfter: Effect.succeed(0),
    promise: (seq) =>
      Effect.sync(() => {
        promised = seq;
      }),
    lastSeq: Effect.sync(() => Math.max(promised, entries.at(-1)?.seq ?? 0)),
  });
});
