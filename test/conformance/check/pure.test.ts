import { describe, expect, it } from "vitest";
import type { CheckRecord } from "../../../src/domain/stored/CheckRecord.ts";
import { nextDeadline, passTime } from "../../../src/policy/check/deadlines.ts";
import { type CheckFact, inOrder, noteFact } from "../../../src/policy/check/facts.ts";
import { type CheckFlip, newRecord } from "../../../src/policy/check/record.ts";
import type { CheckRule, Instants } from "../../../src/policy/check/rule.ts";
import { checkState } from "../../../src/policy/check/state.ts";
import {
  type CaseStep,
  type CheckCase,
  type CheckOutcome,
  checkCases,
  clockOf,
  momentOf,
} from "./checkCases.ts";

const minute = 60_000;
const cron = (expression: string): Instants => {
  const [minutes = "", hours = ""] = expression.split(" ");
  const fits = (field: string, n: number): boolean =>
    field === "*" || (field.startsWith("*/") ? n % Number(field.slice(2)) === 0 : n === Number(field));
  return {
    next: (after) => {
      let at = (Math.floor(after / minute) + 1) * minute;
      const date = (): Date => new Date(at);
      while (!fits(minutes, date().getUTCMinutes()) || !fits(hours, date().getUTCHours())) at += minute;
      return at;
    },
  };
};

const duration = (text: string): number => Number(text.slice(0, -1)) * (text.endsWith("h") ? 60 : 1) * minute;

const ruleOf = ({ check }: CheckCase): CheckRule => ({
  expects: check.cron ? { instants: cron(check.cron) } : { everyMs: duration(check.every ?? "") },
  graceMs: duration(check.grace),
  withinMs: check.within ? duration(check.within) : null,
  failAfter: check.fail_after ?? 1,
});

const factOf = (step: CaseStep): CheckFact => {
  const at = momentOf(step.at);
  if ("ping" in step) {
    const kind = step.ping.startsWith("exit") ? (step.ping === "exit 0" ? "success" : "fail") : step.ping;
    return {
      ...{ type: "report", at, id: step.id ?? null },
      ...{ kind: kind as "start", claimed: step.claimed ? momentOf(step.claimed) : null },
    } as const;
  }
  switch (step.do) {
    case "down":
      return { type: "returned", at: momentOf(step.to), from: at };
    case "pause":
      return { type: "pause", at, until: step.until ? momentOf(step.until) : null };
    case "resume":
      return { type: "resume", at };
  }
};

const runPure = (theCase: CheckCase): CheckOutcome => {
  const rule = ruleOf(theCase);
  const facts = (theCase.do ?? []).map(factOf);
  const looks = new Set(theCase.look.map(momentOf));
  const end = momentOf(theCase.until);
  const listed = [...looks, ...facts.map(({ at }) => at), end];
  /** The next second in which something happens, or is looked at. */
  const following = (now: number): number =>
    Math.min(...[...listed, nextDeadline(record, rule)?.at ?? end].filter((at) => at > now));
  const downs = facts.flatMap((fact) => (fact.type === "returned" ? [fact] : []));
  let record: CheckRecord = newRecord;
  const flips: Array<CheckFlip> = [];
  const states: Array<CheckOutcome["states"][number]> = [];
  for (let now = momentOf(theCase.from); now <= end; now = following(now)) {
    for (const fact of inOrder(facts.filter(({ at }) => at === now))) {
      const step = noteFact(record, rule, fact);
      record = step.record;
      flips.push(...step.flips);
    }
    if (!downs.some(({ from, at }) => from <= now && now < at)) {
      const step = passTime(record, rule, now);
      record = step.record;
      flips.push(...step.flips);
    }
    if (looks.has(now))
      states.push({ at: clockOf(now), state: checkState(record, now), failures: record.failures });
  }
  return {
    flips: flips.map((flip) => ({ ...flip, at: clockOf(flip.at) })),
    states,
    runs: record.runs.map(({ run, id, startedAt, endedAt, outcome }) => ({
      ...{ run, id, outcome },
      started_at: startedAt === null ? null : clockOf(startedAt),
      ended_at: endedAt === null ? null : clockOf(endedAt),
    })),
    ignored: record.ignored,
  };
};

describe("the state of a check follows from its reports, pauses and the times without a daemon", () => {
  for (const theCase of checkCases)
    it(`${theCase.id}: ${theCase.title}`, () => {
      expect(runPure(theCase)).toEqual(theCase.expect);
    });
});
