import type { Hint } from "./Hint.ts";

/** When it runs, and for how long. */
export const times: ReadonlyArray<Hint> = [
  ["write schedule: { cron: … }, which makes it a job", "cron OnCalendar StartCalendarInterval"],
  [
    "write schedule: { every: … }, which makes it a job",
    "OnUnitActiveSec OnUnitInactiveSec StartInterval every",
  ],
  ["write schedule: { jitter: … }", "RandomizedDelaySec FixedRandomDelay RANDOM_DELAY"],
  ["write schedule: { catch_up: last }, or none", "Persistent"],
  ["write schedule: { …, timezone: Europe/Berlin }", "CRON_TZ tz timezone time_zone"],
  ["write schedule: { …, overlap: skip }, or queue, replace, allow", "concurrencyPolicy allowConcurrent"],
  ["write schedule: { …, start_within: … }", "startingDeadlineSeconds"],
  ["write timeout, which is for jobs", "activeDeadlineSeconds"],
  ["write retry, which is for jobs", "backoffLimit"],
  ["write schedule: manual, or pause the job with `sentinel pause NAME`", "suspend"],
  ["write retention.runs in the settings, for all jobs", "successfulJobsHistoryLimit failedJobsHistoryLimit"],
  [
    "a job has no such setting: see `schedule` in docs/jobs.md",
    `OnBootSec OnStartupSec OnActiveSec AccuracySec Unit RemainAfterElapse WakeSystem OnClockChange
    OnTimezoneChange JobTimeoutSec`,
  ],
  ["write a job that runs `sentinel restart NAME`", "cron_restart"],
  ["write max_runtime, or timeout for a job", "RuntimeMaxSec"],
  ["write max_runtime: { after: …, spread: … }", "RuntimeRandomizedExtraSec"],
];
