/** F21: lines of instances that had been scaled away stood between the others, unmarked. */
import { Chunk, Effect, Layer, Stream } from "effect";
import { expect, it } from "vitest";
import { ofChildrenInTree } from "../../api/tree/inTree.ts";
import type { LogLine, Place } from "../../src/domain/LogLine.ts";
import { Supervision } from "../../supervisors/Supervision.ts";

const line = (path: string, run: number): LogLine => ({
  ...{ path, run, seq: run, text: `${path} ${run}`, stream: "stdout" },
  at: "2026-01-01T00:00:00.000Z",
});

const noViews = () => ({ epoch: "test", seq: 0, views: [] });

/** A tree whose children change while lines come: each is had from a list of lists, the last one for ever. */
const heard = (
  lines: ReadonlyArray<LogLine | Place>,
  trees: ReadonlyArray<ReadonlyArray<string>>,
  known: ReadonlyArray<string> = [],
) => {
  let looks = 0;
  const resolve = () => Effect.sync(() => trees[Math.min(looks++, trees.length - 1)] ?? []);
  const supervision = Layer.mock(Supervision, { resolve, viewsNow: noViews });
  return Effect.runPromise(
    ofChildrenInTree(Stream.fromIterable(lines), known).pipe(
      Effect.flatMap(Stream.runCollect),
      Effect.map((found) =>
        Chunk.toReadonlyArray(found).map((one) => ("text" in one ? one.text : `place of ${one.path}`)),
      ),
      Effect.provide(supervision),
    ),
  );
};

it("lines of children that are not in the tree are omitted", async () => {
  expect(
    await heard([line("pool#1", 1), line("pool#2", 1), line("pool#2", 2)], [["pool", "pool#1"]]),
  ).toEqual(["pool#1 1"]);
});

it("a child that is added again is followed from its first run", async () => {
  const trees = [["pool#1"], ["pool#1"], ["pool#1", "pool#2"]];
  expect(await heard([line("pool#2", 1), line("pool#2", 1), line("pool#2", 2)], trees)).toEqual(["pool#2 2"]);
});

it("a child that is removed while it is followed is followed to its end", async () => {
  expect(await heard([line("pool#2", 1), line("pool#2", 1)], [["pool#2"], []])).toHaveLength(2);
});

it("a child that was followed under the previous daemon is still followed", async () => {
  const lines = [{ path: "pool#2", after: 3 }, line("pool#2", 4)];
  expect(await heard(lines, [[]], ["pool#2"])).toEqual(["place of pool#2", "pool#2 4"]);
});
