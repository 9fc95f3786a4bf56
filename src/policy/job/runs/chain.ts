import type { JobOutcome } from "../../../domain/job/JobRun.ts";
import type { Chain } from "../../../domain/tree/JobSettings.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import { meet } from "../admission/overlap.ts";
import { wholeSecond } from "../now.ts";
import { setAside } from "../time/seeing.ts";
import { liveJobs, rulesOf, settle, type Turn, theJob } from "../turn.ts";

const follows = (on: Chain["on"], outcome: JobOutcome): boolean => {
  if (on === "success") return outcome === "succeeded";
  return on === "end" ? true : outcome !== "succeeded" && outcome !== "killed";
};

/** A start of `job`, dated with the end of another one: an instant of its own ledger, under its own overlap rule. */
const startAfter = (turn: Turn, job: string, date: Instant): void => {
  const { settled, marks, pause } = theJob(turn, job);
  if (settled.includes(date)) return;
  if (marks.includes(date)) settle(turn, job, date, { outcome: "skipped", reason: "requested" });
  else if (pause !== null) setAside(turn, job, [date], "paused");
  else meet(turn, job, { trigger: "chain", date, request: null });
};

/** The jobs that run after one whose last attempt has ended get a start, in document order. */
export const startFollowers = (turn: Turn): void => {
  for (let ended = turn.finished.shift(); ended; ended = turn.finished.shift()) {
    const { job: cause, outcome, at } = ended;
    const isCause = ({ job, on }: Chain): boolean => job === cause && follows(on, outcome);
    for (const job of liveJobs(turn))
      if (rulesOf(turn, job).chain.some(isCause)) startAfter(turn, job, wholeSecond(at));
  }
};
