/** A changed range: lines `[fromA, toA)` of the old text are lines `[fromB, toB)` of the new one, from 0. */
export interface LineChange {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Beyond this number of edits the rest counts as replaced. */
const mostEdits = 1_000;

export const linesOf = (text: string): ReadonlyArray<string> => {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
};

const commonLength = (count: number, isSame: (at: number) => boolean): number => {
  let length = 0;
  while (length < count && isSame(length)) length += 1;
  return length;
};

/** The furthest x on each diagonal after 0, 1, 2 … edits (Myers 1986); null: there are too many. */
const furthest = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): ReadonlyArray<Int32Array> | null => {
  const most = Math.min(a.length + b.length, mostEdits);
  const reached = new Int32Array(2 * most + 3);
  const steps: Array<Int32Array> = [];
  for (let edits = 0; edits <= most; edits += 1) {
    steps.push(reached.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + most + 1;
      const [below, above] = [reached[at - 1] ?? 0, reached[at + 1] ?? 0];
      const isDown = diagonal === -edits || (diagonal !== edits && below < above);
      let x = isDown ? above : below + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      reached[at] = x;
      if (x >= a.length && x - diagonal >= b.length) return steps;
    }
  }
  return null;
};

/** The edits along the shortest path, from the last to the first: a removed line (`x`) or an added one (`y`). */
const editsBack = (
  steps: ReadonlyArray<Int32Array>,
  a: ReadonlyArray<string>,
  b: ReadonlyArray<string>,
): ReadonlyArray<LineChange> => {
  const middle = ((steps[0]?.length ?? 0) - 3) / 2 + 1;
  const edits: Array<LineChange> = [];
  let [x, y] = [a.length, b.length];
  for (let count = steps.length - 1; count > 0; count -= 1) {
    const reached = steps[count] as Int32Array;
    const diagonal = x - y;
    const [below, above] = [reached[middle + diagonal - 1] ?? 0, reached[middle + diagonal + 1] ?? 0];
    const isDown = diagonal === -count || (diagonal !== count && below < above);
    const before = isDown ? above : below;
    const beforeY = before - (isDown ? diagonal + 1 : diagonal - 1);
    edits.push(
      isDown
        ? { fromA: before, toA: before, fromB: beforeY, toB: beforeY + 1 }
        : { fromA: before, toA: before + 1, fromB: beforeY, toB: beforeY },
    );
    [x, y] = [before, beforeY];
  }
  return edits;
};

const joined = (edits: ReadonlyArray<LineChange>): ReadonlyArray<LineChange> => {
  const changes: Array<LineChange> = [];
  for (const edit of edits.toReversed()) {
    const last = changes.at(-1);
    if (last !== undefined && last.toA === edit.fromA && last.toB === edit.fromB)
      changes[changes.length - 1] = { ...last, toA: edit.toA, toB: edit.toB };
    else changes.push(edit);
  }
  return changes;
};

/** The diff of two texts, in lines. */
export const lineChanges = (
  before: ReadonlyArray<string>,
  after: ReadonlyArray<string>,
): ReadonlyArray<LineChange> => {
  const shorter = Math.min(before.length, after.length);
  const start = commonLength(shorter, (at) => before[at] === after[at]);
  const end = commonLength(shorter - start, (at) => before.at(-1 - at) === after.at(-1 - at));
  const a = before.slice(start, before.length - end);
  const b = after.slice(start, after.length - end);
  if (a.length === 0 && b.length === 0) return [];
  const steps = furthest(a, b);
  const changes =
    steps === null ? [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length }] : joined(editsBack(steps, a, b));
  return changes.map(({ fromA, toA, fromB, toB }) => ({
    ...{ fromA: fromA + start, toA: toA + start },
    ...{ fromB: fromB + start, toB: toB + start },
  }));
};
