/** A value for every key of every table: what is written in the source, as its format writes it. */
type Values = Readonly<Record<string, string>>;

const all = (value: string, keys: string): Values =>
  Object.fromEntries(keys.split(" ").map((key) => [key, value]));

export const pm2: Values = {
  script: "./server.js",
  args: '"--port 3000"',
  interpreter: "python3",
  node_args: '["--inspect"]',
  name: "web",
  name_prefix: "shop-",
  append_env_to_name: "true",
  namespace: "jobs",
  cwd: "./app",
  filter_env: "true",
  env: "{ A: 1, B: { c: [1] } }",
  "env_*": "{ LEVEL: debug }",
  port: "8080",
  uid: "www-data",
  gid: "www-data",
  instances: "max",
  exec_mode: "cluster",
  instance_var: "ID",
  increment_var: "PORT",
  autostart: "false",
  autorestart: "false",
  stop_exit_codes: "[0, 3]",
  exp_backoff_restart_delay: "100",
  restart_delay: "3s",
  min_uptime: '"10s"',
  max_restarts: "5",
  cron_restart: '"0 4 * * *"',
  max_memory_restart: "300M",
  kill_timeout: "5000",
  treekill: "true",
  shutdown_with_message: "true",
  wait_ready: "true",
  listen_timeout: "5000",
  watch: "[src, lib]",
  ignore_watch: '["*.log"]',
  watch_delay: "1000",
  watch_options: "{ usePolling: true }",
  out_file: "out.log",
  error_file: "/dev/null",
  log_file: "all.log",
  ...all(
    "true",
    "kill_retry_time merge_logs combine_logs disable_logs time force write vizion pmx automation",
  ),
  ...all(
    "true",
    "trace disable_trace v8 event_loop_inspector deep_monitoring io windowsHide execute_command",
  ),
  ...all("text", "log_type log_date_format pid_file pid install_url username post_update"),
  ...all("true", "source_map_support disable_source_map_support"),
};

export const pm2Top: Values = {
  apps: "[{ script: a.js }]",
  pm2: "{ apps: [{ script: a.js }] }",
  deploy: "{ production: { host: example.org } }",
  static: "[{ path: public, port: 8080 }]",
};

export const program: Values = {
  command: '/usr/bin/app --name "a b" c\\ d',
  process_name: "%(program_name)s_%(process_num)02d",
  numprocs: "2\nprocess_name=%(program_name)s_%(process_num)d",
  numprocs_start: "1",
  directory: "%(here)s/app",
  umask: "027",
  user: "www-data",
  environment: "A=\"1,2\",B='%(ENV_HOME)s',C=%%",
  priority: "10",
  autostart: "false",
  startsecs: "10",
  startretries: "5",
  autorestart: "true",
  exitcodes: "0,2",
  stopsignal: "INT",
  stopwaitsecs: "60",
  stopasgroup: "true",
  killasgroup: "true",
  redirect_stderr: "true",
  ...all("/var/log/x.log", "stdout_logfile stderr_logfile"),
  ...all("10MB", "stdout_logfile_maxbytes stderr_logfile_maxbytes"),
  ...all("3", "stdout_logfile_backups stderr_logfile_backups"),
  ...all("true", "stdout_syslog stderr_syslog stdout_events_enabled stderr_events_enabled"),
  ...all("1MB", "stdout_capture_maxbytes stderr_capture_maxbytes"),
  serverurl: "AUTO",
};
export const fcgi: Values = all("x", "socket socket_backlog socket_owner socket_mode");
export const listener: Values = { events: "PROCESS_STATE_FATAL", ...all("10", "buffer_size result_handler") };
export const daemon: Values = {
  environment: "A=1",
  umask: "077",
  user: "root",
  directory: "/srv",
  minfds: "4096",
  minprocs: "200",
  ...all("x", "logfile logfile_maxbytes logfile_backups loglevel silent childlogdir nocleanup pidfile"),
  ...all("x", "nodaemon identifier strip_ansi"),
};
export const group: Values = { programs: "x", priority: "5" };
export const include: Values = { files: "conf.d/*.conf" };
export const server: Values = all("x", "port file chmod chown username password");

export const procfile: Values = {
  command: "exec bin/web -p $PORT",
  ".env": "NAME=value",
  OVERMIND_NO_PORT: "1",
  OVERMIND_PORT: "4000",
  OVERMIND_PORT_STEP: "10",
  OVERMIND_FORMATION: "all=3,other=1",
  OVERMIND_CAN_DIE: "web",
  OVERMIND_ANY_CAN_DIE: "1",
  OVERMIND_AUTO_RESTART: "all",
  OVERMIND_STOP_SIGNALS: "web=QUIT",
  OVERMIND_TIMEOUT: "30",
  OVERMIND_PROCESSES: "other",
  OVERMIND_IGNORED_PROCESSES: "web",
  "OVERMIND_PROCESS_*_PORT": "5000",
  ...all("x", "OVERMIND_PROCFILE OVERMIND_SOCKET OVERMIND_TITLE OVERMIND_NETWORK OVERMIND_DAEMONIZE"),
  ...all("x", "OVERMIND_COLORS OVERMIND_SHOW_TIMESTAMPS"),
};

const probe = (name: string): Values => ({
  [`${name}.exec.command`]: "check",
  [`${name}.exec.working_dir`]: "/srv",
  [`${name}.http_get.scheme`]: "https",
  [`${name}.http_get.host`]: "127.0.0.1",
  [`${name}.http_get.port`]: "8080",
  [`${name}.http_get.path`]: "/health",
  [`${name}.http_get.status_code`]: "204",
  [`${name}.http_get.headers`]: "{ Accept: text/plain }",
  [`${name}.initial_delay_seconds`]: "1",
  [`${name}.period_seconds`]: "2",
  [`${name}.timeout_seconds`]: "3",
  [`${name}.success_threshold`]: "1",
  [`${name}.failure_threshold`]: "4",
});

const prefixed = (prefix: string, values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]));

const logConfiguration: Values = {
  ...prefixed("log_configuration.rotation", all("x", "directory filename")),
  ...prefixed("log_configuration.rotation", all("1", "max_size_mb max_backups max_age_days compress")),
  ...prefixed(
    "log_configuration",
    all("true", "fields_order disable_json timestamp_format no_color no_metadata"),
  ),
  ...prefixed("log_configuration", all("true", "add_timestamp flush_each_line")),
};

export const process: Values = {
  command: '"exec ./app --to $HOME"',
  entrypoint: "[./app, --serve]",
  working_dir: "./app",
  description: "what it is",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how the source writes it
  environment: '["A=1", "B=${X:-y}", "C=$$5"]',
  env_file: "[extra.env]",
  vars: "{ A: 1 }",
  is_template_disabled: "true",
  extends: "base",
  disabled: "true",
  namespace: "front",
  replicas: "3",
  depends_on: "{ base: { condition: process_completed_successfully } }",
  "availability.restart": "exit_on_failure",
  "availability.backoff_seconds": "5",
  "availability.max_restarts": "3",
  "availability.exit_on_end": "true",
  "availability.exit_on_skipped": "true",
  success_exit_codes: "[3, 4]",
  ready_log_line: '"ready ("',
  "shutdown.command": "stop it",
  "shutdown.signal": "2",
  "shutdown.timeout_seconds": "20",
  "shutdown.parent_only": "true",
  "shutdown.send_keys": "[q]",
  ...all("true", "is_dotenv_disabled is_daemon is_tty is_interactive is_foreground is_elevated"),
  ...all("5", "launch_timeout_seconds monitor_silence_threshold"),
  ...all("{ A: date }", "env_cmds mcp"),
  monitor_for: "output",
  ...probe("readiness_probe"),
  ...probe("liveness_probe"),
  "schedule.run_on_start": "true",
  "schedule.cron": '"*/5 * * * *"',
  "schedule.interval": "30s",
  "schedule.timezone": "UTC",
  "schedule.max_concurrent": "2",
  "watch.paths": "[{ path: src, include: ['*.ts'], exclude: [dist] }]",
  "watch.debounce": "1s",
  ...prefixed("watch", all("true", "cascade max_dirs disabled loop_detection")),
  log_location: "app.log",
  ...logConfiguration,
  ...all("true", "disable_ansi_colors truncate_log"),
};

export const project: Values = {
  processes: "{}",
  name: "shop",
  version: '"0.5"',
  environment: '["A=1"]',
  ".env": "NAME=value",
  vars: "{ A: 1 }",
  "shell.shell_command": "zsh",
  "shell.shell_argument": "-ec",
  disable_env_expansion: "true",
  ordered_shutdown: "true",
  ...all("true", "is_strict is_tui_disabled log_level log_length log_location log_format"),
  ...all("x", "dot_env_vars is_dotenv_disabled env_cmds templates extends mcp_server"),
  ...logConfiguration,
  ...prefixed("shell", all("sudo", "elevated_shell_command elevated_shell_argument")),
};

export const crontab: Values = {
  "five fields": "*/5 1-3 1,15 jan mon-fri /bin/job",
  ...Object.fromEntries(
    ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@reboot"].map(
      (word) => [word, `${word} /bin/job`],
    ),
  ),
  SHELL: "SHELL=/bin/bash\n@daily cd /srv && job",
  command: "@daily cd /srv && job",
  "%": "@daily mail me%one%two \\% three",
  user: "@daily www-data /bin/job",
  PATH: "PATH=/opt/bin:$PATH\n@daily job",
  HOME: "HOME=/srv\n@daily job",
  MAILTO: "MAILTO=me@example.org\n@daily job",
  MAILFROM: "MAILFROM=me@example.org\n@daily job",
  CRON_TZ: "CRON_TZ=Europe/Berlin\n@daily job",
  TZ: "TZ=Europe/Berlin\n@daily job",
  RANDOM_DELAY: "RANDOM_DELAY=45\n@daily job",
  START_HOURS_RANGE: "START_HOURS_RANGE=3-22\n@daily job",
  ...all("7 10 weekly job", "period delay id"),
  "NAME=value": "NAME=value\n@daily job",
};

const conditions =
  "PathExists FileNotEmpty Environment User Host PathExistsGlob PathIsDirectory PathIsSymbolicLink PathIsMountPoint PathIsReadWrite DirectoryNotEmpty FileIsExecutable Group Architecture Virtualization KernelVersion KernelCommandLine Security Capability ACPower FirstBoot NeedsUpdate Memory CPUs CPUFeature OSRelease ControlGroupController MemoryPressure CPUPressure IOPressure"
    .split(" ")
    .flatMap((name) => [`Condition${name}`, `Assert${name}`])
    .join(" ");

export const unit: Values = {
  Description: "Job %i",
  Documentation: "https://example.org",
  ...all(
    "other.service",
    "After Before Requires Requisite Wants BindsTo PartOf Upholds Conflicts OnFailure OnSuccess",
  ),
  ...all("x", conditions),
  ...all("x", "StartLimitAction DefaultDependencies IgnoreOnIsolate StopWhenUnneeded RefuseManualStart"),
  ...all("x", "RefuseManualStop AllowIsolate RequiresMountsFor WantsMountsFor SourcePath CollectMode"),
  ...all("x", "JobTimeoutSec PropagatesReloadTo"),
  StartLimitBurst: "3",
  StartLimitIntervalSec: "1min",
};

const hardening =
  "ProtectSystem ProtectHome ProtectHostname ProtectClock ProtectKernelTunables ProtectKernelModules ProtectKernelLogs ProtectControlGroups ProtectProc ProcSubset PrivateTmp PrivateDevices PrivateNetwork PrivateUsers PrivateMounts PrivateIPC RestrictAddressFamilies RestrictFileSystems RestrictNamespaces RestrictRealtime RestrictSUIDSGID RestrictNetworkInterfaces SystemCallFilter SystemCallErrorNumber SystemCallArchitectures SystemCallLog CapabilityBoundingSet AmbientCapabilities NoNewPrivileges LoadCredential LoadCredentialEncrypted SetCredential LockPersonality MemoryDenyWriteExecute RemoveIPC KeyringMode SecureBits ReadWritePaths ReadOnlyPaths InaccessiblePaths ExecPaths NoExecPaths TemporaryFileSystem BindPaths BindReadOnlyPaths DevicePolicy DeviceAllow IPAddressAllow IPAddressDeny AppArmorProfile SELinuxContext";

export const service: Values = {
  Type: "oneshot",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how the source writes it
  ExecStart: "-/bin/app --to ${HOME} $ARGS %%",
  ExecStartPre: "-/bin/prepare",
  ExecCondition: "/bin/test -f /x",
  ExecStop: "/bin/app --stop",
  ...all("/bin/x", "ExecStartPost ExecReload ExecStopPost PIDFile"),
  ...all("yes", "RemainAfterExit GuessMainPID"),
  BusName: "org.example",
  Restart: "on-failure",
  RestartSec: "5",
  RestartSteps: "3",
  RestartMaxDelaySec: "1min",
  SuccessExitStatus: "143 TEMPFAIL SIGKILL",
  RestartPreventExitStatus: "1 SIGABRT",
  RestartForceExitStatus: "133",
  StartLimitBurst: "3",
  StartLimitInterval: "1min",
  StartLimitAction: "reboot",
  ...all(
    "2min 5s",
    "TimeoutSec TimeoutStartSec TimeoutStopSec TimeoutAbortSec RuntimeMaxSec RuntimeRandomizedExtraSec",
  ),
  ...all("abort", "TimeoutStartFailureMode TimeoutStopFailureMode"),
  WatchdogSec: "30",
  WatchdogSignal: "SIGABRT",
  NotifyAccess: "all",
  KillMode: "mixed",
  ...all("SIGINT", "KillSignal RestartKillSignal FinalKillSignal"),
  SendSIGHUP: "yes",
  SendSIGKILL: "no",
  User: "www-data",
  Group: "nobody-knows",
  SupplementaryGroups: "audio video",
  DynamicUser: "yes",
  UMask: "0077",
  WorkingDirectory: "-~",
  ...all("/x", "RootDirectory RootImage"),
  Environment: '"A=b c" D=%p',
  EnvironmentFile: "-/etc/default/x",
  PassEnvironment: "LANG TERM",
  UnsetEnvironment: "X",
  ...all("app", "RuntimeDirectory StateDirectory CacheDirectory LogsDirectory ConfigurationDirectory"),
  ...all("0700", "RuntimeDirectoryMode StateDirectoryMode CacheDirectoryMode LogsDirectoryMode"),
  ...all("0700", "ConfigurationDirectoryMode RuntimeDirectoryPreserve"),
  ...all(
    "1024:2048",
    "LimitCPU LimitFSIZE LimitDATA LimitSTACK LimitCORE LimitRSS LimitNOFILE LimitAS LimitNPROC",
  ),
  ...all(
    "infinity",
    "LimitMEMLOCK LimitLOCKS LimitSIGPENDING LimitMSGQUEUE LimitNICE LimitRTPRIO LimitRTTIME",
  ),
  Nice: "5",
  ...all("512M", "MemoryMax MemoryLimit MemoryHigh MemoryLow MemoryMin MemorySwapMax"),
  CPUQuota: "50%",
  TasksMax: "200",
  ...all("x", "IOSchedulingClass IOSchedulingPriority CPUSchedulingPolicy CPUSchedulingPriority CPUAffinity"),
  ...all("x", "NUMAPolicy NUMAMask OOMScoreAdjust OOMPolicy CPUWeight CPUShares IOWeight AllowedCPUs"),
  ...all("x", "AllowedMemoryNodes Slice Delegate IOReadBandwidthMax CPUAccounting MemoryAccounting"),
  ...all("x", "TasksAccounting IOAccounting TTYPath TTYReset TTYVHangup TTYVTDisallocate SyslogIdentifier"),
  ...all("x", "SyslogFacility SyslogLevel SyslogLevelPrefix LogRateLimitIntervalSec LogRateLimitBurst"),
  ...all("x", "LogLevelMax Sockets FileDescriptorStoreMax USBFunctionDescriptors"),
  StandardInput: "socket",
  StandardOutput: "append:/var/log/x.log",
  StandardError: "null",
  ...all("yes", hardening),
};

export const install: Values = {
  ...all("multi-user.target", "WantedBy RequiredBy Alias Also"),
  DefaultInstance: "1",
};

export const timer: Values = {
  OnCalendar: "Mon..Fri *-*-* 06:30 Europe/Berlin",
  ...all("15min", "OnUnitActiveSec OnUnitInactiveSec OnBootSec OnStartupSec OnActiveSec RandomizedDelaySec"),
  ...all("yes", "Persistent FixedRandomDelay RemainAfterElapse WakeSystem OnClockChange OnTimezoneChange"),
  AccuracySec: "1us",
  Unit: "job.service",
};

export const socket: Values = all(
  "x",
  "ListenStream ListenDatagram ListenSequentialPacket ListenFIFO ListenSpecial ListenNetlink Accept Service BindIPv6Only Backlog BindToDevice SocketUser SocketGroup SocketMode DirectoryMode MaxConnections KeepAlive NoDelay ReusePort FreeBind RemoveOnStop FileDescriptorName TriggerLimitIntervalSec TriggerLimitBurst PassCredentials Transparent",
);

export const launchd: Values = {
  Label: '"org.example.job"',
  Program: '"/bin/app"',
  ProgramArguments: '["app", "--serve"]',
  RunAtLoad: "true",
  KeepAlive: "true",
  "KeepAlive.SuccessfulExit": "false",
  "KeepAlive.Crashed": "true",
  ...all(
    "true",
    "KeepAlive.PathState KeepAlive.OtherJobEnabled KeepAlive.NetworkState KeepAlive.AfterInitialDemand",
  ),
  OnDemand: "false",
  ThrottleInterval: "30",
  ExitTimeOut: "5",
  StartInterval: "300",
  StartCalendarInterval: '[{ "Hour": 3, "Minute": 30 }, { "Day": 1, "Weekday": 0 }]',
  WatchPaths: '["/srv/in"]',
  EnvironmentVariables: '{ "A": "1" }',
  WorkingDirectory: '"/srv"',
  UserName: '"www-data"',
  GroupName: '"www-data"',
  Umask: "63",
  Nice: "5",
  SoftResourceLimits: '{ "NumberOfFiles": 1024 }',
  HardResourceLimits: '{ "Core": 0, "Sand": 1 }',
  StandardOutPath: '"/var/log/x.log"',
  StandardErrorPath: '"/var/log/x.err"',
  AbandonProcessGroup: "true",
  Disabled: "true",
  ...all(
    "true",
    "EnableGlobbing EnableTransactions EnablePressuredExit HopefullyExitsFirst HopefullyExitsLast",
  ),
  ...all(
    "true",
    "LaunchOnlyOnce StartOnMount InitGroups LowPriorityIO LowPriorityBackgroundIO SessionCreate",
  ),
  ...all("true", "Debug WaitForDebugger LegacyTimers inetdCompatibility"),
  ...all('"x"', "BundleProgram TimeOut RootDirectory ProcessType StandardInPath LimitLoadToSessionType"),
  ...all('["x"]', "QueueDirectories LimitLoadToHosts LimitLoadFromHosts AssociatedBundleIdentifiers"),
  ...all('{ "x": true }', "Sockets MachServices LaunchEvents"),
};
