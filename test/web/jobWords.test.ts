import { describe, expect, it } from "vitest";
import { askedIn } from "../../web/form/schedule/asked.ts";
import { type Value, word } from "../../web/form/text/value.ts";
import { givenOf, missingIn } from "../../web/jobs/actions/parameters.ts";
import { countOf, scheduleWords, summaryOf } from "../../web/jobs/words.ts";
import { jobOf } from "../../web/paths.ts";

describe("a schedule in words", () => {
  const cron = (text: string) => scheduleWords({ cron: text, timezone: "UTC" });

  it.each([
    ["0 3 * * *", "03:00 daily"],
    ["0 8,16 * * *", "08:00, 16:00 daily"],
    ["0 18 * * 1-5", "18:00 weekdays"],
    ["*/15 * * * *", "every 15 min"],
    ["0 * * * *", "hourly"],
    ["5 * * * *", "hourly at :05"],
    ["0 3 1 * *", "0 3 1 * *"],
    ["0 0 3 * * *", "0 0 3 * * *"],
    ["@daily", "@daily"],
  ])("%s: %s", (text, words) => expect(cron(text)).toBe(words));

  it("of an interval has its unit", () =>
    expect(scheduleWords({ every_ms: 900_000, anchor: "1970-01-01T00:00:00.000Z" })).toBe("every 15 min"));
});

describe("the sentence above the lanes", () => {
  const row = (instant: string, outcome: "ran" | "missed" | "waiting") =>
    ({ job: "jobs/backup", instant, outcome, reason: null, runs: [] }) as const;
  const run = (scheduled_for: string, attempt: number, outcome: "succeeded" | "failed" | "running") => ({
    ...{ id: "jobs/backup#1@1", path: "jobs/backup#1", run: 1, trigger: "schedule" as const, scheduled_for },
    ...{ attempt, started_at: scheduled_for, ended_at: null, outcome, reason: "", code: null, signal: null },
    ...{ by: "system", output: null },
  });
  const [one, two, three] = [
    "2026-03-12T03:00:00.000Z",
    "2026-03-12T04:00:00.000Z",
    "2026-03-12T05:00:00.000Z",
  ];

  const about = { jobOf, from: Date.parse(one ?? "") - 1 };

  it("counts runs by hand that failed, by their last attempts, but as no expected ones", () => {
    const byHand = (started_at: string, attempt: number, outcome: "succeeded" | "failed") => ({
      ...run(started_at, attempt, outcome),
      ...{ scheduled_for: null, trigger: attempt === 1 ? ("manual" as const) : ("retry" as const) },
    });
    const tried = [byHand(one, 1, "failed"), byHand(two, 2, "succeeded"), byHand(three, 1, "failed")];
    expect(summaryOf(countOf([], tried, about))).toEqual(["1 failed.", "No run was expected so far."]);
    expect(countOf([], tried, { ...about, from: Date.parse(three) + 1 }).failed).toBe(0);
  });

  it("counts an instant by its last attempt", () => {
    const count = countOf(
      [row(one, "ran"), row(two, "ran"), row(three, "missed")],
      [run(one, 1, "failed"), run(one, 2, "succeeded"), run(two, 1, "failed")],
      about,
    );
    expect(count).toMatchObject({ expected: 3, well: 1, failed: 1, missed: 1, unknown: 0 });
    expect(summaryOf(count)).toEqual(["1 missed, 1 failed.", "1 of 3 expected runs went well."]);
  });

  it("does not claim that a run went well which the history no longer has", () => {
    const count = countOf([row(one, "ran")], [], about);
    expect(summaryOf(count)[1]).toBe("0 of 1 expected runs went well. Of 1 the outcome is unknown.");
  });

  it("does not count what waits", () => {
    expect(summaryOf(countOf([row(one, "waiting")], [], about))).toEqual([
      "Nothing missed, nothing failed.",
      "No run was expected so far.",
    ]);
  });
});

describe("the parameters of a run by hand", () => {
  const parameters = [
    { name: "DAY", default: "today" },
    { name: "TARGET", default: null },
  ];

  it("must be given without a default", () => {
    expect(missingIn(parameters, {})).toEqual(["TARGET"]);
    expect(missingIn(parameters, { TARGET: "s3" })).toEqual([]);
  });

  it("are sent where they differ from the default", () =>
    expect(givenOf(parameters, { DAY: "today", TARGET: "s3" })).toEqual({ TARGET: "s3" }));
});

describe("the schedules whose instants are shown in the form", () => {
  const map = (entries: Readonly<Record<string, Value>>): Value => new Map(Object.entries(entries));

  it("are a cron expression, a map, or several", () => {
    expect(askedIn(word("0 3 * * *"))).toEqual([{ cron: "0 3 * * *" }]);
    expect(askedIn(map({ cron: word("0 3 * * *"), timezone: word("Europe/Berlin") }))).toEqual([
      { timezone: "Europe/Berlin", cron: "0 3 * * *" },
    ]);
    expect(
      askedIn(
        map({ timezone: word("Europe/Berlin"), several: [word("@daily"), map({ every: word("15m") })] }),
      ),
    ).toEqual([{ timezone: "Europe/Berlin", cron: "@daily" }, { every: "15m" }]);
  });

  it("are none by hand, for a single moment, and while a variable is in them", () => {
    expect(askedIn(word("manual"))).toEqual([]);
    expect(askedIn(map({ at: word("2026-12-24T18:00:00Z") }))).toEqual([]);
    expect(askedIn(word("$" + "{WHEN}"))).toEqual([]);
    expect(askedIn(undefined)).toEqual([]);
  });
});
