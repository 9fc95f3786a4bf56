import { at, pageOf } from "./shared.ts";
import type { AnswerExamples } from "./types.ts";

const backup = {
  ...{ kind: "job", path: "backup", state: "running", value: "running.idle", since: at, wanted: "up" },
  ...{ reason: "waits for its next instant", by: "system", next_attempt_at: null, due: [] },
  allowed: ["stop", "restart", "signal", "remove"],
  ...{ consecutive_failures: 0, seq: 482, condition: "idle", waiting: 0, paused: null },
  next_at: "2026-03-03T02:00:00.000Z",
  last_run: {
    ...{ run: 12, outcome: "succeeded", reason: null },
    ...{ started_at: "2026-03-02T02:00:00.012Z", ended_at: "2026-03-02T02:04:10.120Z" },
  },
  last_success_at: "2026-03-02T02:04:10.120Z",
  schedules: [{ cron: "0 3 * * *", timezone: "Europe/Berlin" }],
  ...{ overlap: "skip", pool: "db", timeout_ms: 3_600_000, chain: [] },
  parameters: [
    { name: "DAY", default: "today" },
    { name: "TARGET", default: null },
  ],
} satisfies NonNullable<AnswerExamples["job"]>;

/** What jobs are doing, and what they expect. */
export const jobExamples = {
  jobs: pageOf(backup),
  job: backup,
  nextInstants: {
    items: [
      { at: "2026-03-28T02:00:00.000Z", local: "2026-03-28T03:00:00+01:00", remark: null },
      {
        at: "2026-03-29T01:00:00.000Z",
        local: "2026-03-29T03:00:00+02:00",
        remark: "will be skipped, as asked for",
      },
    ],
    next: null,
  },
  jobStart: {
    ...{ job: "backup", start: 3, phase: "waiting", next_attempt_at: null, runs: [] },
    reason: "waits for a slot of the pool db, in use by import#1",
  },
  ledger: {
    items: [
      {
        ...{ job: "backup", instant: "2026-03-02T02:00:00.000Z", outcome: "ran" },
        ...{ reason: null, runs: [12] },
      },
      {
        ...{ job: "backup", instant: "2026-03-01T02:00:00.000Z", outcome: "missed" },
        ...{ reason: "down", runs: [] },
      },
    ],
    next: null,
  },
} satisfies AnswerExamples;
