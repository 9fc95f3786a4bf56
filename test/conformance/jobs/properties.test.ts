import { Schema } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JobState } from "../../../src/domain/job/JobState.ts";
import { examples } from "../../support/examples.ts";
import { rulesOf } from "./caseRules.ts";
import type { Case, CaseJob, CaseRunRow, Stimulus } from "./jobCase.ts";
import { PolicyRun } from "./PolicyRun.ts";
import { textOf, timeOf } from "./times.ts";

const minutes = (most: number, least = 1) => fc.integer({ min: least, max: most });
const clock = (minute: number): string => textOf(timeOf(`00:${minute}`));

const run = fc.record({
  takes: fc.constantFrom("20s", "1m", "4m", "12m", "25m", "forever"),
  exit: fc.constantFrom(0, 0, 1, 75),
  on_term: fc.constantFrom("obey", "5s", "2m", "ignore"),
});

const job = fc.record(
  {
    schedule: fc.uniqueArray(
      fc.oneof(
        fc.record({ every: fc.constantFrom("5m", "7m", "10m", "15m") }),
        fc.record({ at: minutes(90).map(clock) }),
      ),
      { minLength: 1, maxLength: 2, selector: (one) => JSON.stringify(one) },
    ),
    overlap: fc.constantFrom("skip", "queue 1", "queue 3", "replace", "allow"),
    catch_up: fc.constantFrom("none", "last", "all 2", "all 99"),
    start_within: fc.constantFrom("3m", "25m"),
    timeout: fc.constantFrom("3m", "10m"),
    kill_grace: fc.constantFrom("10s", "3m"),
    retry: fc.record({ times: fc.integer({ min: 1, max: 2 }), backoff: fc.constantFrom("30s", "6m") }),
    pool: fc.constant("p"),
    blackout: fc
      .tuple(minutes(60), minutes(20))
      .map(([from, length]): NonNullable<CaseJob["blackout"]> => [[clock(from), clock(from + length)]]),
    runs: fc.array(run, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ["schedule", "overlap", "runs"] },
);

const name = fc.constantFrom("a", "b");
const byPerson = fc.record({
  at: minutes(100).map(clock),
  do: fc.constantFrom("resume", "skip_next", "run", "abort"),
  job: name,
});
const pause = fc
  .tuple(minutes(90), minutes(30), name)
  .map(([at, length, which]) => ({ at: clock(at), do: "pause", job: which, until: clock(at + length) }));
const absence = fc
  .tuple(minutes(80), minutes(30), fc.constantFrom("down", "off", "sleep"))
  .map(([at, length, kind]) => ({ at: clock(at), do: kind, to: clock(at + length) }));
const clockStep = fc.record({
  at: minutes(90).map(clock),
  do: fc.constant("clock"),
  by: fc.constantFrom("+5s", "+30m", "-20m", "-3m"),
});

/** Absences don't overlap, as in the cases: the later of two is left out. */
const possible = (stimuli: ReadonlyArray<Stimulus>): ReadonlyArray<Stimulus> => {
  let free = 0;
  return [...stimuli]
    .sort((a, b) => timeOf(a.at) - timeOf(b.at))
    .filter((stimulus) => {
      if (!("to" in stimulus)) return true;
      const isPossible = timeOf(stimulus.at) > free;
      if (isPossible) free = timeOf(stimulus.to);
      return isPossible;
    });
};

const caseWith = (stimulus: fc.Arbitrary<object>): fc.Arbitrary<Case> =>
  fc.record({ a: job, b: job, stimuli: fc.array(stimulus, { maxLength: 6 }) }).map(({ a, b, stimuli }) => ({
    id: "generated",
    title: "a generated day",
    from: "00:01",
    until: "02:00",
    pools: { p: 1 },
    jobs: { a, b: { ...b, ...(a.pool ? {} : { after: { job: "a", on: "end" as const } }) } },
    do: possible(stimuli as ReadonlyArray<Stimulus>),
    expect: { ledger: {}, runs: {} },
  }));

const anything = caseWith(fc.oneof(byPerson, pause, absence, clockStep));
const withoutClockSteps = caseWith(fc.oneof(byPerson, pause, absence));

const rowsOf = (seen: { readonly [job: string]: ReadonlyArray<CaseRunRow> }): ReadonlyArray<CaseRunRow> =>
  Object.values(seen).flat();

describe("whatever happens to two jobs", () => {
  it("no instant runs twice, and its attempts follow one another", () => {
    fc.assert(
      fc.property(anything, (theCase) => {
        const { runs } = new PolicyRun(theCase).observe();
        for (const rows of Object.values(runs)) {
          const dates = rows.flatMap((row) =>
            row.attempt === 1 && row.scheduled_for ? [row.scheduled_for] : [],
          );
          expect(new Set(dates).size).toBe(dates.length);
        }
      }),
      examples(30),
    );
  });

  it("two runs of a job overlap only under allow", () => {
    fc.assert(
      fc.property(anything, (theCase) => {
        const jobs = new PolicyRun(theCase);
        jobs.observe();
        for (const [which, { overlap }] of Object.entries(theCase.jobs))
          if (overlap !== "allow") expect(mostAtOnce(jobs, which)).toBeLessThanOrEqual(1);
      }),
      examples(30),
    );
  });

  it("a pool never has more runs than slots", () => {
    fc.assert(
      fc.property(anything, (theCase) => {
        const jobs = new PolicyRun(theCase);
        jobs.observe();
        const pooled = Object.entries(theCase.jobs).flatMap(([which, { pool }]) => (pool ? [which] : []));
        expect(mostAtOnce(jobs, ...pooled)).toBeLessThanOrEqual(1);
      }),
      examples(30),
    );
  });

  it("every expected instant has exactly one outcome, and nothing else has one", () => {
    fc.assert(
      fc.property(withoutClockSteps, (theCase) => {
        const { ledger, runs } = new PolicyRun(theCase).observe();
        for (const [which, rows] of Object.entries(ledger)) {
          const { expected } = rulesOf(which, theCase.jobs[which] ?? {});
          const instants = rows.map(({ instant }) => instant);
          const due: Array<string> = [];
          // An absence may last beyond the end of the case: what it covers has no outcome yet.
          const end = observedUntil(theCase);
          for (
            let at = expected.next(timeOf(theCase.from) - 1);
            at !== null && at <= end;
            at = expected.next(at)
          )
            due.push(textOf(at));
          expect(instants).toEqual(expect.arrayContaining(due));
          const chained = rowsOf(runs).map((row) => row.ended_at ?? "");
          for (const other of instants.filter((at) => !due.includes(at))) {
            expect(theCase.jobs[which]?.after).toBeDefined();
            expect([...chained, ...returnsOf(theCase)]).toContain(other);
          }
        }
      }),
      examples(30),
    );
  });

  it("the ledger and the run history say the same", () => {
    fc.assert(
      fc.property(anything, (theCase) => {
        const { ledger, runs } = new PolicyRun(theCase).observe();
        for (const [which, rows] of Object.entries(ledger))
          for (const { instant, runs: ran = [] } of rows)
            expect(runs[which]?.filter((row) => row.scheduled_for === instant).map((row) => row.run)).toEqual(
              ran,
            );
      }),
      examples(30),
    );
  });

  it("the line of a queue loses nothing: what was admitted starts, waits, is too late, or is removed", () => {
    fc.assert(
      fc.property(anything, (theCase) => {
        // After a step back, an instant that was too late is expected again (rule 8).
        fc.pre(!theCase.do?.some((stimulus) => stimulus.do === "clock"));
        const jobs = new PolicyRun(theCase);
        const { ledger } = jobs.observe();
        for (const [which, { overlap = "" }] of Object.entries(theCase.jobs)) {
          if (!overlap.startsWith("queue")) continue;
          const admitted = jobs.decided.flatMap((decision) =>
            decision.kind === "settle" && decision.job === which && decision.outcome.outcome === "waiting"
              ? [textOf(decision.at)]
              : [],
          );
          for (const row of ledger[which] ?? [])
            if (admitted.includes(row.instant))
              expect(["ran", "waiting", "too_late"]).toContain(row.reason ?? row.outcome);
        }
      }),
      examples(30),
    );
  });

  it("a job can be stored after every decision", () => {
    const decode = Schema.decodeUnknownSync(JobState);
    fc.assert(
      fc.property(anything, (theCase) => {
        const jobs = new PolicyRun(theCase);
        jobs.observe();
        for (const state of jobs.jobs.values())
          expect(decode(JSON.parse(JSON.stringify(state)))).toEqual(state);
      }),
      examples(30),
    );
  });
});

/** The most runs of these jobs that went at the same time, by the decisions. */
const mostAtOnce = ({ decided }: PolicyRun, ...jobs: ReadonlyArray<string>): number => {
  let now = 0;
  let most = 0;
  for (const decision of decided) {
    if (!jobs.includes(decision.job)) continue;
    if (decision.kind === "start") now += 1;
    if (decision.kind === "end") now -= 1;
    most = Math.max(most, now);
  }
  return most;
};

const returnsOf = ({ do: stimuli = [] }: Case): ReadonlyArray<string> =>
  stimuli.flatMap((stimulus) => ("to" in stimulus ? [textOf(timeOf(stimulus.to))] : []));

/** The end of the case, or the beginning of the absence in which it ends. */
const observedUntil = ({ do: stimuli = [], until }: Case): number => {
  const end = timeOf(until);
  const last = stimuli.find(
    (stimulus) => "to" in stimulus && timeOf(stimulus.at) <= end && timeOf(stimulus.to) > end,
  );
  return last ? timeOf(last.at) - 1 : end;
};
