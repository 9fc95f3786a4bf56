import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isProblem } from "../../src/calendar/CalendarProblem.ts";
import { parseCron } from "../../src/calendar/cron.ts";
import { localText } from "../../src/calendar/zone.ts";

interface Case {
  readonly id: string;
  readonly group: string;
  readonly expression: string;
  readonly timezone: string;
  readonly after: string;
  /** ISO 8601 without milliseconds. */
  readonly next: ReadonlyArray<string>;
  readonly local: ReadonlyArray<string>;
  readonly why: string;
}

const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, "cron-cases.json"), "utf8")) as {
  readonly cases: ReadonlyArray<Case>;
};

const answersTo = ({ expression, timezone, after, next }: Case) => {
  const instants = parseCron(expression, timezone);
  if (isProblem(instants)) return instants;
  const found: Array<number> = [];
  for (let at: number | null = Date.parse(after); found.length < next.length; ) {
    at = instants.next(at);
    if (at === null) break;
    found.push(at);
  }
  return {
    next: found.map((at) => new Date(at).toISOString().replace(".000Z", "Z")),
    local: found.map((at) => localText(at, timezone)),
    included: found.map((at) => instants.includes(at)),
  };
};

describe(`a cron expression, in ${cases.length} cases computed without a cron library (zone data ${process.versions.tz} here)`, () => {
  for (const given of cases)
    it(`${given.id} ${given.group}: ${given.expression} in ${given.timezone} after ${given.after}: ${given.why}`, () => {
      expect(answersTo(given)).toEqual({
        next: given.next,
        local: given.local,
        included: given.next.map(() => true),
      });
    });
});
