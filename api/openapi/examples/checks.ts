import { at, pageOf } from "./shared.ts";
import type { AnswerExamples, AnswerOf } from "./types.ts";

const view: AnswerOf<"checkIn"> = {
  ...{ kind: "check", path: "backup", state: "running", value: "running.up", since: at, wanted: "up" },
  ...{ reason: "reported in time", by: "ping", next_attempt_at: null, due: [] },
  allowed: ["stop", "restart", "signal", "remove"],
  ...{ consecutive_failures: 0, seq: 482, health: "healthy", check: "up", failures: 0, fail_after: 1 },
  last_report_at: "2026-03-02T05:04:10.120Z",
  expected_at: "2026-03-03T05:00:00.000Z",
  deadline_at: "2026-03-03T05:30:00.000Z",
  ...{ open_runs: 0, paused_until: null },
};

const check = { ...view, ping_key: { created_at: at, created_by: "user:ann" } };

const paused: AnswerOf<"pauseCheck"> = {
  ...view,
  value: "running.paused",
  reason: "paused",
  by: "user:ann",
  check: "paused",
} as const;

export const checkExamples: Pick<
  AnswerExamples,
  "checks" | "check" | "checkIn" | "pauseCheck" | "resumeCheck" | "createPingKey"
> = {
  checks: pageOf(check),
  check: {
    check,
    runs: [
      {
        ...{ run: 12, id: "2026-03-02", outcome: "succeeded" },
        ...{ started_at: "2026-03-02T05:00:02.000Z", ended_at: "2026-03-02T05:04:10.000Z" },
      },
    ],
    reports: [
      {
        ...{ at: "2026-03-02T05:04:10.120Z", claimed_at: null, kind: "success", exit: 0, id: "2026-03-02" },
        ...{ body: "412 files, 3.1 GB", body_size: 17, by: "ping" },
      },
    ],
  },
  checkIn: view,
  pauseCheck: { ...paused, health: "unknown", paused_until: "2026-03-02T08:00:00.000Z" },
  resumeCheck: view,
  createPingKey: {
    ...{ path: "backup", by_name: false },
    ...{ ping_path: "/ping/kM2cO9q8zv6Jr0uXW1oTnYb4LhE", created_at: at },
  },
};
