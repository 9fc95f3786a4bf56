import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckRecord } from "../../../src/domain/stored/CheckRecord.ts";
import { readStoredCheck, storedCheck } from "../../../src/domain/stored/CheckRecord.ts";
import { passTime } from "../../../src/policy/check/deadlines.ts";
import { type CheckFact, inOrder, noteFact } from "../../../src/policy/check/facts.ts";
import { type CheckFlip, newRecord } from "../../../src/policy/check/record.ts";
import type { CheckRule } from "../../../src/policy/check/rule.ts";
import { checkState } from "../../../src/policy/check/state.ts";

const second = 1_000;
const origin = Date.parse("2026-03-02T00:00:00Z");
/** How long a history is, in seconds. */
const length = 6 * 3_600;
const at = (seconds: number): number => origin + seconds * second;

const seconds = (min: number, max: number) => fc.integer({ min, max }).map((n) => n * second);

const everyQuarter = {
  next: (after: number) => (Math.floor(after / 900_000) + 1) * 900_000,
};

const rules: fc.Arbitrary<CheckRule> = fc.record({
  expects: fc.oneof(
    seconds(60, 3_600).map((everyMs) => ({ everyMs })),
    fc.constant({ instants: everyQuarter }),
  ),
  graceMs: seconds(10, 900),
  withinMs: fc.option(seconds(10, 900)),
  failAfter: fc.integer({ min: 1, max: 3 }),
});

type Gap = Extract<CheckFact, { readonly type: "returned" }>;

/** Times without a daemon, apart from each other. */
const gaps: fc.Arbitrary<ReadonlyArray<Gap>> = fc
  .uniqueArray(fc.integer({ min: 60, max: length }), { maxLength: 6 })
  .map((times) => {
    const sorted = times.toSorted((a, b) => a - b);
    return sorted.flatMap((from, index) => {
      const to = sorted[index + 1];
      return index % 2 === 1 || to === undefined
        ? []
        : [{ type: "returned", at: at(to), from: at(from) } as const];
    });
  });

const reports = fc.record({
  type: fc.constant("report" as const),
  at: fc.integer({ min: 0, max: length }).map(at),
  kind: fc.constantFrom("start", "success", "fail", "log"),
  id: fc.option(fc.constantFrom("a", "b")),
  claimed: fc.constant(null),
});
const pauses = fc.oneof(
  fc.integer({ min: 0, max: length }).map((n) => ({ type: "pause", at: at(n), until: null }) as const),
  fc.integer({ min: 0, max: length }).map((n) => ({ type: "resume", at: at(n) }) as const),
);

interface History {
  readonly rule: CheckRule;
  readonly facts: ReadonlyArray<CheckFact>;
  readonly gaps: ReadonlyArray<Gap>;
}

const isIn = ({ from, at: to }: Gap, time: number): boolean => from <= time && time < to;

/** Nothing arrives while no daemon is there. */
const histories: fc.Arbitrary<History> = fc
  .record({
    rule: rules,
    told: fc.array(fc.oneof({ arbitrary: reports, weight: 3 }, pauses), { maxLength: 25 }),
    gaps,
  })
  .map(({ rule, told, gaps: down }) => {
    const heard = (told as ReadonlyArray<CheckFact>).filter(
      (fact) => !down.some((gap) => isIn(gap, fact.at)),
    );
    return { rule, gaps: down, facts: [...heard, ...down] };
  });

interface Played {
  readonly record: CheckRecord;
  readonly flips: ReadonlyArray<CheckFlip>;
}

/** What becomes of a check that is looked at in these seconds besides. `between`: what is done to the record after each. */
const play = (
  { rule, facts, gaps: down }: History,
  looks: ReadonlyArray<number>,
  between: (record: CheckRecord) => CheckRecord = (record) => record,
): Played => {
  let record: CheckRecord = newRecord;
  const flips: Array<CheckFlip> = [];
  const take = (step: Played): void => {
    record = between(step.record);
    flips.push(...step.flips);
  };
  // A daemon acts until it goes.
  const leaving = down.map(({ from }) => from - second);
  const times = new Set([...looks, ...leaving, ...facts.map((fact) => fact.at), at(length)]);
  for (const now of [...times].sort((a, b) => a - b)) {
    for (const fact of inOrder(facts.filter((one) => one.at === now))) take(noteFact(record, rule, fact));
    if (!down.some((gap) => isIn(gap, now))) take(passTime(record, rule, now));
  }
  return { record, flips };
};

/** As a daemon that stores the record, is killed, and reads it again. */
const storedAndRead = (record: CheckRecord): CheckRecord => {
  const read = readStoredCheck(storedCheck({ record, lastReportAt: null, rule: "" }));
  if (read._tag === "Left") throw new Error("it can't be read");
  return read.right.record;
};

const looksAt = fc.array(fc.integer({ min: 0, max: length }).map(at), { maxLength: 40 });

describe("a check", () => {
  it("is a function of the facts that are stored: when it is looked at, and by which daemon, changes nothing", () => {
    fc.assert(
      fc.property(histories, looksAt, (history, looks) => {
        const [once, often] = [play(history, []), play(history, looks, storedAndRead)];
        expect(often.flips).toEqual(once.flips);
        expect(often.record).toEqual(once.record);
        expect(checkState(often.record, at(length))).toBe(checkState(once.record, at(length)));
      }),
    );
  });

  it("misses nothing that was not observed, and gives at least one grace after the return", () => {
    fc.assert(
      fc.property(histories, looksAt, (history, looks) => {
        const { flips } = play(history, looks);
        const byTime = flips.filter(({ reason }) => reason === "missed" || reason === "overdue");
        for (const { at: flipped } of byTime)
          for (const { from, at: to } of history.gaps)
            expect(flipped < from || flipped >= to + history.rule.graceMs).toBe(true);
      }),
    );
  });

  it("misses nothing while it is paused", () => {
    fc.assert(
      fc.property(histories, looksAt, (history, looks) => {
        let isPaused = false;
        for (const { to, reason } of play(history, looks).flips) {
          if (isPaused) expect(["missed", "overdue"]).not.toContain(reason);
          isPaused = to === "paused";
        }
      }),
    );
  });

  it("comes up again only by a success", () => {
    fc.assert(
      fc.property(histories, looksAt, (history, looks) => {
        const successes = new Set(
          history.facts.flatMap((fact) =>
            fact.type === "report" && fact.kind === "success" ? [fact.at] : [],
          ),
        );
        for (const { from, to, at: flipped } of play(history, looks).flips)
          if (from === "down" && to === "up") expect(successes).toContain(flipped);
      }),
    );
  });
});
