import { Effect, Layer } from "effect";
import type { FailedApply, Revision } from "../../domain/stored/Revision.ts";
import { Revisions } from "../../ports/store/Revisions.ts";

/** Revisions that live as long as the process, for tests and demonstrations. */
export const layer: Layer.Layer<Revisions> = Layer.sync(Revisions, () => {
  const all: Array<Revision> = [];
  const failed: Array<FailedApply> = [];
  return Revisions.of({
    add: (revision) => Effect.sync(() => void all.push({ ...revision, number: all.length + 1 })),
    list: Effect.sync(() => all.map(({ tree: _, ...entry }) => entry)),
    addFailed: (one) => Effect.sync(() => void failed.push(one)),
    failed: Effect.sync(() => [...failed]),
    get: (number) => Effect.sync(() => all[number - 1] ?? null),
  });
});
