import type { Hint } from "./Hint.ts";

/** How it is stopped and reloaded, what runs around it, and what its exits mean. */
export const ending: ReadonlyArray<Hint> = [
  ["write success_codes", "exitcodes SuccessExitStatus success_exit_codes"],
  ["write fatal_codes", "RestartPreventExitStatus RestartForceExitStatus"],
  ["write stop: { signal: … }", "stopsignal stop_signal KillSignal RestartKillSignal FinalKillSignal"],
  [
    "write stop: { timeout: … }",
    `kill_timeout stopwaitsecs TimeoutStopSec TimeoutSec TimeoutAbortSec ExitTimeOut stop_grace_period
    TimeOut stop_timeout TimeoutStopFailureMode kill_retry_time`,
  ],
  ["write stop: { signal: …, timeout: … }", "shutdown_command SendSIGKILL SendSIGHUP shutdown_with_message"],
  [
    "write hooks: { before_stop: … }: it runs before the stop signal",
    "ExecStop pre_stop preStop stop_command",
  ],
  ["write hooks: { after_exit: … }", "ExecStopPost post_stop"],
  ["write hooks: { before_start: … }", "ExecStartPre pre_start"],
  ["write hooks: { after_start: … }", "ExecStartPost post_start postStart"],
  ["write reload: SIGHUP, or reload: { command: … }", "ExecReload"],
  [
    "remove it: the stop signal always goes to the whole process group",
    "stopasgroup killasgroup KillMode treekill parent_only",
  ],
];
