import { Effect, Layer } from "effect";
import { isWithin } from "../../domain/ChildPath.ts";
import type { JournalEntry } from "../../domain/Event.ts";
import { Journal } from "../../ports/Journal.ts";

/** A journal that lives as long as the process, for tests and demonstrations. */
export const layer: Layer.Layer<Journal> = Layer.sync(Journal, () => {
  const entries: Array<JournalEntry> = [];
  return Journal.of({
    append: (batch) => Effect.sync(() => void entries.push(...batch)),
    read: ({ after = 0, last, within = "" }) =>
      Effect.sync(() => {
        const found = entries.filter(({ seq, subject }) => seq > after && isWithin(within, subject));
        return last === undefined ? found : last === 0 ? [] : found.slice(-last);
      }),
    lastSeq: Effect.sync(() => entries.at(-1)?.seq ?? 0),
  });
});
