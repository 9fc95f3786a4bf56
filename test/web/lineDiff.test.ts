import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LineChange, lineChanges, linesOf } from "../../web/pages/config/lineDiff.ts";

/** The new lines, made of the former ones and the changes. */
const patched = (
  before: ReadonlyArray<string>,
  after: ReadonlyArray<string>,
  changes: ReadonlyArray<LineChange>,
): ReadonlyArray<string> => {
  const made: Array<string> = [];
  let at = 0;
  for (const { fromA, toA, fromB, toB } of changes) {
    made.push(...before.slice(at, fromA), ...after.slice(fromB, toB));
    at = toA;
  }
  return [...made, ...before.slice(at)];
};

const edits = (changes: ReadonlyArray<LineChange>): number =>
  changes.reduce((sum, { fromA, toA, fromB, toB }) => sum + toA - fromA + toB - fromB, 0);

/** The length of the longest common subsequence, in the simplest way. */
const common = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): number => {
  const rows = a.map(() => b.map(() => 0));
  const at = (x: number, y: number): number => rows[x]?.[y] ?? 0;
  a.forEach((line, x) => {
    b.forEach((other, y) => {
      (rows[x] as Array<number>)[y] =
        line === other ? at(x - 1, y - 1) + 1 : Math.max(at(x - 1, y), at(x, y - 1));
    });
  });
  return at(a.length - 1, b.length - 1);
};

describe("the difference between two texts", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 20 });

  it("turns one into the other, with as few lines as possible", () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const changes = lineChanges(before, after);
        expect(patched(before, after, changes)).toEqual(after);
        expect(edits(changes)).toBe(before.length + after.length - 2 * common(before, after));
      }),
    );
  });

  it("joins adjacent changes, and is empty for equal texts", () => {
    expect(lineChanges(["a", "b", "c"], ["a", "x", "y", "c"])).toEqual([
      { fromA: 1, toA: 2, fromB: 1, toB: 3 },
    ]);
    expect(lineChanges(["a"], ["a"])).toEqual([]);
  });

  it("omits details if the texts have nothing in common", () => {
    const [before, after] = [..."ab"].map((name) => Array.from({ length: 3_000 }, (_, at) => `${name}${at}`));
    expect(lineChanges(before ?? [], after ?? [])).toEqual([{ fromA: 0, toA: 3_000, fromB: 0, toB: 3_000 }]);
  });

  it("has no empty line after the last line end", () => {
    expect(linesOf("a\nb\n")).toEqual(["a", "b"]);
    expect(linesOf("a\n\nb")).toEqual(["a", "", "b"]);
  });
});
