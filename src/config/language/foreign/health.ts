import type { Hint } from "./Hint.ts";

/** When it is ready, and whether it is healthy. */
export const health: ReadonlyArray<Hint> = [
  [
    "write ready: { log: …, timeout: … }",
    `ready_log_line wait_ready listen_timeout TimeoutStartSec launch_timeout_seconds
    TimeoutStartFailureMode`,
  ],
  [
    "write ready: { http: … } or probes: { ready: { http: …, every: … } }; tcp and exec in place of http",
    "readiness readiness_probe readinessProbe",
  ],
  [
    "write probes: { live: { http: …, every: … } }; tcp and exec in place of http",
    "liveness liveness_probe livenessProbe check_restart liveness_check",
  ],
  [
    "write probes: { startup: { http: …, every: … } }; tcp and exec in place of http",
    "startup startup_probe startupProbe",
  ],
  [
    "write probes: { ready: { exec: … } }, or live in place of ready to have it restarted",
    "healthcheck health_check",
  ],
  ["write probes: { live: { silent_for: … } }", "monitor_silence_threshold silence"],
  ["write probes: { live: … }: it is asked, and need not report", "WatchdogSec WatchdogSignal"],
  ["write ready: { tcp: … }, or probes: { live: { tcp: … } }", "tcp"],
  ["write ready: { http: … }, or probes: { live: { http: … } }", "http"],
  ["write http, in a probe", "httpGet http_get"],
  ["write tcp, in a probe", "tcpSocket tcp_socket"],
  ["write exec, in a probe", "test"],
  ["write delay, in a probe", "initialDelaySeconds initial_delay_seconds initial_delay start_period grace"],
  ["write every, in a probe", "periodSeconds period_seconds interval"],
  ["write timeout, in a probe or in ready", "timeoutSeconds timeout_seconds"],
  ["write failures, in a probe", "failureThreshold failure_threshold retries max_failures"],
  ["write success, in a probe", "successThreshold success_threshold successes"],
];
