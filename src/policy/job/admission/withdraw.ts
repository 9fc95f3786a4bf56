import type { Queued } from "../../../domain/job/JobState.ts";
import { settle, type Turn } from "../turn.ts";

/** What waited will not start: its instant is superseded or skipped; whoever asked for a run by hand is told. */
export const withdraw = (
  turn: Turn,
  job: string,
  { id, date }: Queued,
  because: "superseded" | "removed" | "requested",
): void => {
  if (date === null) turn.decisions.push({ kind: "withdraw", job, start: id, because });
  else if (because === "superseded") settle(turn, job, date, { outcome: "superseded" });
  else settle(turn, job, date, { outcome: "skipped", reason: because });
};
