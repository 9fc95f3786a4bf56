import type { Hint } from "./Hint.ts";

/** When it runs, and for how long. */
export const times: ReadonlyArray<Hint> = [
  ["write schedule: { cron: … }, which makes it a job", "cron OnCalendar StartCalendarInterval"],
  ["write schedule: { every: … }, which makes it a job", "OnUnitActiveSec OnUnitInactiveSec StartInterval"],
  ["write schedule: { jitter: … }", "RandomizedDelaySec FixedRandomDelay"],
  ["write schedule: { catch_up: last }, or none", "Persistent"],
  [
    "a job has no such setting: see `schedule` in docs/jobs.md",
    `OnBootSec OnStartupSec OnActiveSec AccuracySec Unit RemainAfterElapse WakeSystem OnClockChange
    OnTimezoneChange JobTimeoutSec`,
  ],
  ["write a job that runs `sentinel restart NAME`", "cron_restart"],
  ["write max_runtime, or timeout for a job", "RuntimeMaxSec"],
  ["write max_runtime: { after: …, spread: … }", "RuntimeRandomizedExtraSec"],
];
