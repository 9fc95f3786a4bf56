import { Schema } from "effect";
import { replicaReference } from "../../domain/tree/replicaVariable.ts";
import { limits } from "../diagnostics/limits.ts";
import { show } from "../diagnostics/show.ts";
import {
  account,
  Condition,
  Duration,
  ExitMatch,
  Flag,
  numberFrom,
  oneOf,
  Pattern,
  Port,
  PositiveDuration,
  Restart,
  Signal,
  Size,
  Template,
  Text,
  Umask,
  WholeNumber,
  wholeFrom,
} from "./fields.ts";
import { Hooks, Reload } from "./hooks.ts";
import { Calendars, jobKeys, Pools, Schedule, scheduleMeaning } from "./jobs.ts";
import { key, list, map, names, required } from "./keys.ts";
import { LimitsFile } from "./limits.ts";
import { checks, Probes } from "./probes.ts";
import { WatchFile } from "./watch.ts";

/**
 * The language of `sentinel.yaml` as schemas: the single source of which keys are allowed, of the JSON Schema for editors,
 * of the table of keys in the documentation, and of the trees that tests generate.
 */

const Backoff = map("{ initial: 1s, max: 60s }", {
  initial: key(
    Duration,
    "The delay before the second consecutive restart; the first one is immediate.",
    "1s",
  ),
  factor: key(numberFrom(1, 1000), "The factor by which each delay is longer than the previous one.", "2"),
  max: key(Duration, "The longest delay.", "60s"),
  jitter: key(
    numberFrom(0, 1),
    "The fraction of a delay by which it varies randomly in either direction.",
    "0.2",
  ),
  reset_after: key(
    Duration,
    "The uptime after which the delays are reset.",
    "60s, or `max` if that is longer",
  ),
  healthy_after: key(
    Duration,
    "The uptime after which the first restart of a run that was ready is immediate.",
    "1s",
  ),
});

const Limit = map("{ restarts: 10, period: 5m }", {
  restarts: required(
    WholeNumber,
    "The restarts that are allowed within the period; after one more, `on_limit` applies.",
  ),
  period: required(PositiveDuration, "The sliding time window in which restarts are counted."),
});

const Stop = map("{ signal: SIGTERM, timeout: 10s }", {
  signal: key(Signal, "The signal that asks the process group to stop.", "SIGTERM"),
  timeout: key(Duration, "The time before SIGKILL is sent to the group and all its descendants.", "10s"),
});

const Ready = map("{ log: listening, timeout: 60s }", {
  min_uptime: key(Duration, "Ready if it is still alive after this time.", "1s"),
  log: key(Pattern, "Ready once a line of its output matches this regular expression."),
  notify: key(wholeFrom(3, 9), "Ready once it writes a newline to this file descriptor, as in s6."),
  ...checks,
  timeout: key(
    PositiveDuration,
    "If it is not ready after this time, its start has failed. A oneshot has no timeout by default.",
    "60s",
  ),
});

const Logs = map("{ max_size: 20MB, max_files: 10 }", {
  max_size: key(Size, "The size at which a file is archived.", "20MB"),
  max_age: key(PositiveDuration, "Older output is removed."),
  max_files: key(WholeNumber, "How many archives and files of earlier runs are kept.", "10"),
  max_total: key(Size, "The maximum total size.", "1GB"),
});

const Memory = map("{ restart_above: 512MB, samples: 3 }", {
  restart_above: required(Size, "It is restarted once all its processes together use more than this."),
  samples: key(
    wholeFrom(1, 1000),
    "How many samples in a row must be above it; there is one every 5 s.",
    "3",
  ),
});

const MaxRuntime = map("{ after: 24h, spread: 1h }", {
  after: required(PositiveDuration, "How long a run may last once it is ready; then it is restarted."),
  spread: key(
    Duration,
    "Up to this much is added, a different part of it for each child and run, so that they are not all restarted at once.",
    "0s",
  ),
});

const Quota = map("{ children: 50, memory: 4GB }", {
  children: key(WholeNumber, "How many services, jobs and checks may be below it; each instance counts."),
  memory: key(Size, "How much memory all processes below it may use; while they use more, none is started."),
  restarts: key(
    WholeNumber,
    "How many automatic restarts there may be below it within `period`; further ones wait until the period allows them.",
  ),
  period: key(PositiveDuration, "The sliding time window of `restarts`.", "1h"),
});

const CheckKeys = map("{ every: 1h, grace: 10m }", {
  every: key(PositiveDuration, "A report is expected this long after the last end of a run."),
  cron: key(Text, "A report is expected at the times of this cron expression."),
  timezone: key(Text, "The time zone of `cron`, such as Europe/Berlin.", "UTC"),
  grace: key(Duration, "How long after the expected time a report may come.", "5m"),
  within: key(PositiveDuration, "How long a run may take after its start was reported.", "`grace`"),
  fail_after: key(wholeFrom(1, 1000), "The number of failures in a row at which it goes down.", "1"),
});

const Provision = map("{ check: { every: 1d, grace: 1h } }", {
  check: required(CheckKeys, "What is expected of each check that is created."),
  max_checks: key(wholeFrom(1, limits.children), "How many checks are created at most.", "100"),
});

const Update = map("{ max_parallel: 2, min_healthy_time: 10s }", {
  max_parallel: key(wholeFrom(1, limits.children), "How many instances are restarted at the same time.", "1"),
  min_healthy_time: key(
    Duration,
    "How long an instance must run without a restart, and be healthy if it has probes, before the next ones are restarted.",
    "0s",
  ),
  healthy_deadline: key(
    PositiveDuration,
    "How long that may take after its start; then the apply fails and is rolled back.",
    "5m",
  ),
});

/** The source of a secret. It is read at each start, and never appears in a tree, log, journal or response. */
export const SecretFile = map("{ file: ./token }", {
  file: key(
    Text,
    "The file with the secret, relative to the folder of the file that declares it. One line end at its end is removed.",
  ),
  key: key(Text, "The variable in that file, if it is an env file."),
  env: key(Text, "The variable with the secret in the daemon's own environment."),
});
export type SecretFile = typeof SecretFile.Type;

const EnvValue = Schema.Union(
  Template,
  map("{ secret: { file: ./token } }", {
    secret: required(Schema.Union(Text, SecretFile), "A name in `secrets`, or a source."),
  }),
);

export const Strings = Schema.Union(Text, list(Text));

const retryFailed = key(
  Schema.Union(oneOf("never"), PositiveDuration),
  "How long after it was given up it is retried, as long as it is meant to run.",
  "5m",
);

const After = map("{ for: ready, propagate: restart }", {
  for: key(
    Condition,
    "What the other child has to reach; for a job, how the run of the other job has to end.",
    "ready",
  ),
  propagate: key(
    oneOf("none", "restart", "stop"),
    "What happens to this child while it runs: it is restarted after the other one has restarted (restart), or stopped as soon as the other one no longer runs, and started again once it does (stop).",
    "none",
  ),
});

const autostart = key(Flag, "Whether it is started with the tree; otherwise only by hand.", "true");

const after = key(
  Schema.Union(list(Text), names(Schema.Union(Condition, After))),
  "The children, anywhere in the tree, that it waits for at each start, and that are stopped after it: by path, by the name of a sibling, or by a unique last part of the path. A list means `ready`. A job runs after a job with `success`, `failure` or `end`.",
);

/** Keys of both services and supervisors. */
const supervised = {
  restart: key(
    Restart,
    "After which exits it is restarted: all (permanent), failures (transient), none (temporary).",
    "permanent; temporary for a oneshot",
  ),
  significant: key(Flag, "Whether its exit counts for `auto_shutdown` of its supervisor.", "false"),
  shutdown: key(
    Schema.Union(oneOf("infinity", "brutal_kill"), Duration),
    "How long it may take to stop. For services, a duration is the same as `stop.timeout`.",
    "10s; infinity for supervisors",
  ),
  backoff: key(Schema.Union(oneOf("none"), Backoff), "The delays between restarts."),
  limit: key(
    Limit,
    "How often it may be restarted.",
    "`intensity` of its supervisor, counted for this child alone if `on_limit` is fail or wait, otherwise together with its siblings",
  ),
  on_limit: key(
    oneOf("escalate", "fail", "wait"),
    "What happens when the limit is exceeded: its supervisor fails too (escalate), this child alone is given up (fail), or it waits (wait).",
    "fail under one_for_one and for replicas; otherwise escalate, except fail for failures that a restart can't fix",
  ),
  retry_failed: retryFailed,
  autostart,
  after,
};

/** How often a supervisor may restart its children. */
const intensity = {
  intensity: key(
    WholeNumber,
    "The restarts that are allowed within `period`; after one more, the supervisor gives up.",
    "5",
  ),
  period: key(PositiveDuration, "The sliding time window of `intensity`.", "60s"),
};

/** Keys of supervisors, including the root. */
const supervising = {
  strategy: key(
    oneOf("one_for_one", "one_for_all", "rest_for_one"),
    "Which siblings are restarted with a failed child: none, all, or those after it.",
    "one_for_one",
  ),
  ...intensity,
  auto_shutdown: key(
    oneOf("never", "any_significant", "all_significant"),
    "Whether it shuts down when significant children exit.",
    "never",
  ),
  quota: key(Quota, "What everything below it may use together."),
  provision: key(
    Provision,
    "Creates a check when a job reports under a name that is not there yet, with `?create=1` at its ping address.",
  ),
  start: key(
    oneOf("serial", "parallel"),
    "Whether each child waits until the previous one has started (serial).",
    "parallel under one_for_one, else serial",
  ),
};

const Command = Schema.Union(
  Template,
  Schema.NonEmptyArray(Template).annotations({
    message: ({ actual }) => `expected a list of words, found ${show(actual)}`,
  }),
);
const commandMeaning =
  "The command to run: a line, which is run by /bin/sh if it needs a shell, or a list of words.";

const OwnPort = Schema.Union(
  Port,
  map("{ port: 3000, busy: wait }", {
    port: required(Port, "The port, or `auto`."),
    busy: key(
      oneOf("fail", "wait", "kill_own"),
      "What a start does if another process listens on it: it fails (fail), waits until the port is free (wait), or kills what is left of its own runs, and fails if it is another process (kill_own).",
      "fail",
    ),
  }),
);

/** What a process of a service or job is given. */
const runtime = {
  cwd: key(Text, "Its working directory, relative to the folder of the file.", "that folder"),
  env: key(
    names(EnvValue),
    `Its environment, in addition to inherited variables; \`${replicaReference}\` is the instance number, as in \`command\`.`,
  ),
  env_file: key(
    Strings,
    "Env files for its environment; later ones take precedence, and a file with `?` at the end of its name may be missing. The values are read at each start.",
  ),
  inherit_env: key(
    Schema.Union(Flag, list(Text)),
    "What it inherits from the daemon's environment in addition to PATH, HOME, USER and so on: everything (`true`) or a list of names.",
    "false",
  ),
  uid: key(
    account("user"),
    "The user that it runs as, with that user's HOME, USER, LOGNAME and SHELL.",
    "the daemon's",
  ),
  user: key(account("user"), "The same as `uid`."),
  gid: key(account("group"), "The group that it runs as.", "the user's"),
  group: key(account("group"), "The same as `gid`."),
  groups: key(
    list(account("group")),
    "Its supplementary groups.",
    "all those of the user; without `uid` the daemon's",
  ),
  umask: key(Umask, "Permission bits removed from new files."),
  limits: key(LimitsFile, "What the kernel lets it use."),
  nice: key(
    wholeFrom(-20, 19),
    "Its priority, from -20 (first) to 19 (last); below the daemon's own only with the right to do so.",
    "the daemon's",
  ),
};

/** How a process of a service or job ends, and what is kept of it. */
const ending = {
  stop: key(Stop, "How it is stopped."),
  logs: key(Logs, "How much output of all its runs is kept; the oldest is removed first."),
  success_codes: key(list(ExitMatch), "Exit codes that are not failures.", "[0]"),
};

const serving = {
  ...runtime,
  port: key(
    OwnPort,
    "The port that it listens on, set as `PORT` in its environment; instance n gets the port plus n - 1. `auto`: a free port, which is kept.",
  ),
  ports: key(names(OwnPort), "Several ports by name, set as `PORT_NAME` in its environment."),
  ready: key(
    Ready,
    "When its start is complete. `tcp`, `http` and `exec` are tried every second; afterwards they are its readiness probe.",
  ),
  probes: key(Probes, "How its health is probed while it runs."),
  watch: key(
    WatchFile,
    "The files and folders after whose changes it is restarted: a path, a list, or a map.",
  ),
  min_uptime: key(Duration, "A short form of `ready.min_uptime`.", "1s"),
  oneshot: key(Flag, "A one-off job: its start is complete once it exits successfully.", "false"),
  memory: key(
    Schema.Union(Size, Memory),
    "The memory above which it is restarted. A size alone is `restart_above`. It is counted over all its processes.",
  ),
  max_runtime: key(
    Schema.Union(PositiveDuration, MaxRuntime),
    "How long a run may last before it is restarted. A duration alone is `after`.",
  ),
  ...ending,
  hooks: key(Hooks, "Commands around its runs, each a command or a map, run as the child itself is."),
  reload: key(Reload, "What `sentinel reload` does to it: a signal, or a command."),
  fatal_codes: key(list(ExitMatch), "Exit codes after which it is not restarted."),
  ignore_codes: key(
    list(ExitMatch),
    "Exit codes that mean it is not needed: if it exits with one before it is ready, it counts as finished.",
  ),
  replicas: key(wholeFrom(0, limits.children), "The number of instances: `name#1`, `name#2` …"),
  /** Like `intensity`, a setting of the group of instances; only with `replicas`. */
  update: key(Update, "How `apply` restarts the instances when they change, as in Nomad."),
  ...intensity,
};

export const ServiceFile = map("{ command: ./server }", {
  command: required(Command, commandMeaning),
  ...serving,
  ...supervised,
});
export type ServiceFile = typeof ServiceFile.Type;

/** A command that runs at its times. Its runs are not restarted: they are attempted again, as `retry` says. */
export const JobFile = map('{ command: ./backup.sh, schedule: "0 3 * * *" }', {
  command: required(Command, commandMeaning),
  schedule: required(Schedule, scheduleMeaning),
  ...jobKeys,
  ...runtime,
  ...ending,
  autostart,
  after,
});
export type JobFile = typeof JobFile.Type;

/** What a check expects. `every` or `cron` is required, which is checked apart. */
const check = required(
  CheckKeys,
  "What is expected of a job that runs elsewhere and reports: when, and how late it may be.",
);

/** A check has no other keys: there is nothing to start, stop or restart. */
export const CheckFile = map("{ check: { every: 1h } }", { check });
export type CheckFile = typeof CheckFile.Type;

/** A supervisor without its children, which are read one by one, so that an error in one does not hide those in others. */
export const SupervisorFile = map("{ strategy: one_for_one, children: {} }", {
  ...supervising,
  ...supervised,
});
export type SupervisorFile = typeof SupervisorFile.Type;

/** A partial child, for templates, defaults and overlays. */
export const PartFile = map("{ command: ./server }", {
  command: key(Command, commandMeaning),
  schedule: key(Schedule, scheduleMeaning),
  ...jobKeys,
  check: key(CheckKeys, "What is expected of a job that runs elsewhere and reports."),
  ...serving,
  ...supervising,
  ...supervised,
});

/** The file without its children. */
export const TreeFile = map("{ name: shop, children: {} }", {
  name: required(Text, "The name of the tree."),
  ...supervising,
  retry_failed: retryFailed,
  pools: key(Pools, "The pools of jobs by name: how many runs go at a time in each."),
  calendars: key(Calendars, "Windows of time by name, for `blackouts` of jobs."),
});
export type TreeFile = typeof TreeFile.Type;

/** The descriptions of the keys that are read in parts. */
export const partMeanings = {
  version: "The version of the language; 1 if it is missing.",
  use: "The template, or list of templates, that this child is based on; later ones take precedence.",
  children: "The children by name, in start order.",
  templates: "Partial children by name, for `use`. Templates may use other templates.",
  defaults:
    "Default values for every service and job, as far as it has such a key; its templates take precedence.",
  environments:
    "Overlays by name: `--env NAME` applies one to the file. Maps are merged, lists are replaced, and null removes the inherited value.",
  include:
    "More files or patterns (`*`, `?`, `**`), relative to the folder of this one. Their children come first. With `?` at the end, no file need exist.",
  env_file:
    "Env files for the variables in this file; the environment takes precedence. A file with `?` at the end of its name may be missing.",
  secrets: "Secrets by name, for `env: { TOKEN: { secret: NAME } }`.",
} as const;
