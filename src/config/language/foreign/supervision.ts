import type { Hint } from "./Hint.ts";

/** When it is started and restarted, and after what. */
export const supervision: ReadonlyArray<Hint> = [
  [
    "write restart: permanent, transient or temporary",
    "autorestart availability KeepAlive OnDemand restart_policy stop_exit_codes RestartMode is_daemon",
  ],
  [
    "write limit: { restarts: …, period: … }",
    "max_restarts startretries StartLimitBurst StartLimitIntervalSec StartLimitInterval",
  ],
  [
    "write backoff: { initial: …, factor: …, max: … }",
    `exp_backoff_restart_delay restart_delay RestartSec RestartSteps RestartMaxDelaySec backoff_seconds
    ThrottleInterval`,
  ],
  ["write on_limit", "StartLimitAction"],
  ["write autostart", "is_disabled enabled RunAtLoad WantedBy RequiredBy Alias Also profiles Disabled"],
  ["write oneshot: true", "RemainAfterExit LaunchOnlyOnce AbandonProcessGroup"],
  ["write oneshot: true, or ready: { … }", "Type BusName NotifyAccess"],
  ["write min_uptime", "startsecs min_up_time monitor_for"],
  ["write `restart: temporary` and `significant: true`", "exit_on_end exit_on_skipped"],
  ["write after: { NAME: ready }", "depends_on After Requires Requisite Wants links external_links"],
  [
    "write after: { NAME: { for: started, propagate: stop } }, or propagate: restart",
    "BindsTo PartOf Upholds",
  ],
  ["write after in the other child", "Before"],
  ["write the children in the order in which they start", "priority ordered_shutdown"],
];
