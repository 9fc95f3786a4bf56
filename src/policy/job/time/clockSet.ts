import type { LedgerRow } from "../../../domain/job/Ledger.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import { change, rulesOf, type Turn, theJob } from "../turn.ts";
import { rangeWithin } from "./earlier.ts";
import { overlook } from "./seeing.ts";
import { expectedFrom } from "./windows.ts";

const isExpectedAgain = ({ outcome: { outcome } }: LedgerRow): boolean =>
  outcome === "missed" || outcome === "superseded";

/**
 * The clock was set back: no instant runs twice, so those ahead keep the outcome that they have; but what was missed or
 * superseded and lies ahead again is expected again.
 */
const setBack = (turn: Turn, job: string, ahead: ReadonlyArray<LedgerRow>): void => {
  const { wall } = turn.now;
  const rules = rulesOf(turn, job);
  const { seenBefore, passed, passedEarlier, settled, pause } = theJob(turn, job);
  // What was due and not looked at before the step still is, if it does not lie ahead.
  const from = Math.min(seenBefore, wall);
  const again = new Set(ahead.filter(isExpectedAgain).map(({ at }) => at));
  const kept = ahead.filter((row) => !isExpectedAgain(row)).map(({ at }) => at);
  change(turn, job, {
    seenBefore: from,
    next: expectedFrom(rules, from),
    passed: passed.filter(({ at, reason }) => at < wall || reason === "paused"),
    passedEarlier: passedEarlier.flatMap((range) =>
      range.reason === "paused" ? [range] : (rangeWithin(rules, range, { from: 0, until: wall }) ?? []),
    ),
    settled: [...new Set([...settled.filter((at) => !again.has(at)), ...kept])],
    pause: pause && { ...pause, from: Math.min(pause.from, wall) },
  });
  if (again.size > 0) turn.decisions.push({ kind: "expect_again", job, from: wall });
};

/** The wall clock was set; what it jumped over is missed. `ahead`: the rows of this job from the new time on. */
export const clockSet = (turn: Turn, job: string, from: Instant, ahead: ReadonlyArray<LedgerRow>): void => {
  if (turn.now.wall < from) setBack(turn, job, ahead);
  else overlook(turn, job, turn.now.wall, "clock");
};
