import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Expected } from "../../web/api/jobs.ts";
import type { HistoricRun } from "../../web/api/runs.ts";
import { dayAfter } from "../../web/jobs/lane/day.ts";
import { laneOf } from "../../web/jobs/lane/lane.ts";
import { laneSummary, markWords } from "../../web/jobs/lane/laneText.ts";
import { dayInPeriod, partOf, spanOf, ticksOf } from "../../web/jobs/lane/period.ts";
import { entriesOf } from "../../web/jobs/parts/history.ts";
import { isDay } from "../../web/pages/jobs/address.ts";
import { showTimesIn } from "../../web/time/zone.ts";

beforeAll(() => showTimesIn("utc"));
afterAll(() => showTimesIn("local"));

const at = (time: string): string => `2026-03-12T${time}:00.000Z`;
const ms = (time: string): number => Date.parse(at(time));

const run = (started: string, given: Partial<HistoricRun> = {}): HistoricRun => ({
  ...{ id: `backup#1@${started}`, path: "backup#1", run: 1, trigger: "schedule", attempt: 1 },
  ...{ scheduled_for: at(started), started_at: at(started), ended_at: at(started), outcome: "succeeded" },
  ...{ reason: "exit code 0", code: 0, signal: null, by: "system", output: null },
  ...given,
});

const row = (instant: string, outcome: Expected["outcome"], given: Partial<Expected> = {}): Expected => ({
  ...{ job: "backup", instant: at(instant), outcome, reason: null, runs: [] },
  ...given,
});

const span = spanOf("day", "2026-03-12");
const lane = (given: Partial<Parameters<typeof laneOf>[0]>) =>
  laneOf({ expected: [], runs: [], coming: [], span, now: ms("14:00"), hasMore: false, ...given });

describe("the lane of a job", () => {
  it("has one mark for an instant and its run", () => {
    const { marks } = lane({ expected: [row("03:00", "ran")], runs: [run("03:00")] });
    expect(marks.map(({ kind }) => kind)).toEqual(["ran"]);
  });

  it("has a mark for an instant that ran and whose run the history no longer has", () => {
    const { marks } = lane({ expected: [row("03:00", "ran")] });
    expect(marks).toMatchObject([{ kind: "ran", run: null }]);
  });

  it("shows what did not run, with the reason", () => {
    const { marks } = lane({
      expected: [
        row("03:00", "missed", { reason: "asleep" }),
        row("04:00", "skipped", { reason: "overlap" }),
      ],
    });
    expect(marks.map((mark) => markWords(mark))).toEqual([
      "missed 03:00:00: asleep",
      "skipped 04:00:00: overlap",
    ]);
  });

  it("shows the due time of a run that was started late, but not of a later attempt", () => {
    const late = run("03:30", { scheduled_for: at("03:00"), trigger: "catch_up" });
    const second = run("05:30", { scheduled_for: at("05:00"), trigger: "retry", attempt: 2 });
    const { marks } = lane({ runs: [late, second] });
    expect(marks.map(({ dueAt }) => dueAt)).toEqual([ms("03:00"), null]);
  });

  it("puts runs that overlap into lines of their own", () => {
    const { marks, lines } = lane({
      runs: [run("03:00", { ended_at: at("05:00") }), run("04:00", { ended_at: at("06:00") }), run("05:00")],
    });
    expect(marks.map(({ line }) => line)).toEqual([0, 1, 0]);
    expect(lines).toBe(2);
  });

  it("ends a run that goes at this moment", () => {
    const { marks } = lane({ runs: [run("13:30", { ended_at: null, outcome: "running" })] });
    expect(marks).toMatchObject([{ kind: "running", until: ms("14:00") }]);
  });

  it("leaves out what is on other days", () => {
    const yesterday = { started_at: "2026-03-11T03:00:00.000Z", ended_at: "2026-03-11T03:01:00.000Z" };
    expect(lane({ runs: [run("03:00", yesterday)] }).marks).toEqual([]);
  });

  it("draws a few of many planned instants, and says that more come", () => {
    const coming = Array.from({ length: 24 }, (_, index) => ({
      ...{ at: new Date(ms("14:00") + index * 60_000).toISOString(), local: "", remark: null },
    }));
    const drawn = lane({ coming, hasMore: true });
    expect(drawn.marks.length).toBeLessThan(4);
    expect(drawn.plannedOn).toBe(ms("14:00"));
    expect(laneSummary(drawn)).toMatch(/planned, more planned$/);
    expect(lane({ coming: coming.slice(0, 1) }).plannedOn).toBe(null);
  });

  it("thins what can't be told apart, and keeps each kind", () => {
    const runs = Array.from({ length: 600 }, (_, index) => {
      const started_at = new Date(ms("00:00") + index * 1_000).toISOString();
      const outcome = index === 300 ? ("failed" as const) : ("succeeded" as const);
      return run("00:00", { id: `${index}`, started_at, ended_at: started_at, scheduled_for: null, outcome });
    });
    const { marks } = lane({ runs });
    expect(marks.length).toBeLessThan(10);
    expect(marks.filter(({ kind }) => kind === "failed")).toHaveLength(1);
  });
});

describe("a day", () => {
  it("has as many hours as its zone says", () => {
    expect(span).toEqual({ from: ms("00:00"), until: ms("00:00") + 86_400_000 });
    expect(dayAfter("2026-02-28", 1)).toBe("2026-03-01");
    expect([isDay("2026-03-12"), isDay("2026-13-12"), isDay("today")]).toEqual([true, false, false]);
  });

  it("is shown in a narrow window as ten hours around now", () => {
    expect(partOf("day", span, ms("14:00"))).toEqual({ from: ms("09:00"), until: ms("19:00") });
    expect(partOf("day", span, ms("01:00"))).toEqual({ from: ms("00:00"), until: ms("10:00") });
    expect(partOf("day", span, ms("00:00") - 1)).toEqual(span);
    expect(
      ticksOf("day", "2026-03-12", partOf("day", span, ms("14:00")), true).map(({ name }) => name),
    ).toEqual(["09", "12", "15", "18"]);
  });
});

describe("a week", () => {
  it("begins on Monday, whatever its day that is asked for", () => {
    const week = { from: Date.parse("2026-03-09T00:00:00Z"), until: Date.parse("2026-03-16T00:00:00Z") };
    expect(["2026-03-09", "2026-03-12", "2026-03-15"].map((day) => spanOf("week", day))).toEqual([
      week,
      week,
      week,
    ]);
    expect(spanOf("week", dayInPeriod("week", "2026-03-12", -1)).until).toBe(week.from);
    expect(partOf("week", week, ms("14:00"))).toEqual(week);
  });

  it("has a line for each day, with less of its name in a narrow window", () => {
    const ticks = ticksOf("week", "2026-03-12", spanOf("week", "2026-03-12"), false);
    expect(ticks.map(({ name }) => name).slice(0, 2)).toEqual(["Mon 9", "Tue 10"]);
    expect(ticks[3]).toMatchObject({ at: ms("00:00"), nameAt: ms("12:00") });
    expect(ticksOf("week", "2026-03-12", span, true)[3]?.name).toBe("12");
  });
});

describe("the history of a job", () => {
  it("has its runs and the instants without one, newest first, as far as both lists go", () => {
    const entries = entriesOf(
      [run("05:00"), run("03:00")],
      [row("05:00", "ran"), row("04:00", "missed"), row("02:00", "missed")],
    );
    expect(entries.map(({ kind }) => kind)).toEqual(["run", "instant", "run"]);
  });
});
