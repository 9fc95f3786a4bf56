import { ledgerOutcomes } from "../../src/domain/job/ledgerOutcomes.ts";
import type { JobPart } from "../../src/domain/view/Status.ts";
import { jobConditions } from "../../src/policy/job/condition.ts";
import type { Exposition } from "./Exposition.ts";
import { labels } from "./labels.ts";
import { seconds } from "./seconds.ts";
import { parentLabel } from "./supervisorFamilies.ts";

/** Also those that nothing is counted of yet: an increase from nothing to 1 is none to Prometheus. */
const runOutcomes = ["succeeded", "failed", "timed_out", "killed", "lost"] as const;
/** An instant that waits has no outcome yet. */
const instantOutcomes = ledgerOutcomes.filter((outcome) => outcome !== "waiting");

/** The jobs: what they are doing, when they are due, and what they have come to. */
export const addJobs = (out: Exposition, parts: ReadonlyArray<JobPart>): void => {
  const condition = out.family({
    name: "sentinel_job_condition",
    type: "gauge",
    help: "1 for what the job is doing, 0 for the others",
  });
  const paused = out.family({
    name: "sentinel_job_paused",
    type: "gauge",
    help: "Whether the job is paused (1) or not (0)",
  });
  const waiting = out.family({
    name: "sentinel_job_waiting_starts",
    type: "gauge",
    help: "Starts that stand in the line of the job",
  });
  const next = out.family({
    name: "sentinel_job_next_timestamp_seconds",
    type: "gauge",
    help: "The next instant that the job expects, in seconds since the epoch; absent if there is none within a week",
  });
  const instants = out.family({
    name: "sentinel_job_instants_total",
    type: "counter",
    help: "Expected instants by what became of them; continues across restarts of the daemon",
  });
  const runs = out.family({
    name: "sentinel_job_runs_total",
    type: "counter",
    help: "Ended runs of the job by outcome; continues across restarts of the daemon",
  });
  const ended = out.family({
    name: "sentinel_job_last_run_timestamp_seconds",
    type: "gauge",
    help: "When the last run that has ended did, in seconds since the epoch",
  });
  const duration = out.family({
    name: "sentinel_job_last_run_duration_seconds",
    type: "gauge",
    help: "How long the last run that has ended took; absent if that is not known",
  });
  const success = out.family({
    name: "sentinel_job_last_success_timestamp_seconds",
    type: "gauge",
    help: "When the last run that succeeded ended, in seconds since the epoch",
  });
  for (const { view, counted } of parts) {
    const own = labels({ job: view.path, supervisor: parentLabel(view.path) });
    condition.addStates(own, "condition", jobConditions, view.condition);
    paused.add(own, view.paused === null ? 0 : 1);
    waiting.add(own, view.waiting);
    next.add(own, seconds(view.next_at));
    for (const outcome of instantOutcomes)
      instants.add(`${own},outcome="${outcome}"`, counted.instants[outcome] ?? 0);
    for (const outcome of runOutcomes) runs.add(`${own},outcome="${outcome}"`, counted.runs[outcome] ?? 0);
    const [began, end] = [seconds(view.last_run?.started_at), seconds(view.last_run?.ended_at)];
    ended.add(own, end);
    duration.add(own, began === null || end === null ? null : Math.max(0, end - began));
    success.add(own, seconds(view.last_success_at));
  }
};
