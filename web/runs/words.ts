import type { RunOutcome } from "../../src/domain/RunOutcome.ts";
import type { RunTrigger } from "../../src/domain/RunTrigger.ts";
import type { HistoricRun } from "../api/runs.ts";
import type { ShownState } from "../live/shownState.ts";
import { duration } from "../time/format.ts";

/** The mark of an outcome: that of the state in which it usually leaves a child. */
export const marks: Readonly<Record<RunOutcome, ShownState>> = {
  running: "running",
  succeeded: "finished",
  failed: "failed",
  timed_out: "failed",
  stopped: "stopped",
  killed: "stopped",
  lost: "unknown",
};

export const outcomeWords: Readonly<Record<RunOutcome, string>> = {
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  timed_out: "timed out",
  stopped: "stopped",
  killed: "killed",
  lost: "lost",
};

export const triggerWords: Readonly<Record<RunTrigger, string>> = {
  start: "start of its group",
  restart: "restart",
  request: "request",
  schedule: "schedule",
  catch_up: "catch-up",
  retry: "retry",
  manual: "by hand",
  chain: "chain",
};

/** The time between two moments; empty if one of them is not known. */
export const timeBetween = (from: string | null, until: string | null): string =>
  from === null || until === null ? "" : duration(Date.parse(until) - Date.parse(from));

type Times = Pick<HistoricRun, "started_at" | "ended_at" | "outcome">;

/** How long a run took, or has been running at a moment (ms since 1970); null if that is unknown. */
export const lengthOf = ({ started_at, ended_at, outcome }: Times, now: number): string | null => {
  if (started_at === null || (ended_at === null && outcome !== "running")) return null;
  return duration((ended_at === null ? now : Date.parse(ended_at)) - Date.parse(started_at));
};

/** The exit of a run: `exit code 1`, `SIGKILL`; null if there is none to tell. */
export const exitOf = ({ code, signal }: Pick<HistoricRun, "code" | "signal">): string | null =>
  code === null ? signal : `exit code ${code}`;
