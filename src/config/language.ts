import { Schema } from "effect";
import {
  Duration,
  ExitMatch,
  Flag,
  Id,
  numberFrom,
  oneOf,
  Pattern,
  PositiveDuration,
  Signal,
  Size,
  Text,
  Umask,
  Whole,
  Word,
  wholeFrom,
} from "./fields.ts";
import { key, list, map, names, needed } from "./keys.ts";
import { limits } from "./limits.ts";
import { show } from "./show.ts";

/**
 * The language of `sentinel.yaml`, as schemas: the one source of what is legal where, of the JSON Schema for
 * editors, of the table of keys in the documentation and of the tests' trees.
 */

const Backoff = map("{ initial: 1s, max: 60s }", {
  initial: key(Duration, "The pause before the second restart in a row; the first is at once.", "1s"),
  factor: key(numberFrom(1, 1000), "By how much each pause is longer than the one before.", "2"),
  max: key(Duration, "The longest pause.", "60s"),
  jitter: key(numberFrom(0, 1), "The share of a pause by which it varies either way.", "0.2"),
  reset_after: key(
    Duration,
    "Healthy running time after which the pauses begin anew.",
    "60s, or `max` if that is longer",
  ),
  healthy_after: key(
    Duration,
    "A run that was ready and lived this long has earned an immediate first restart.",
    "1s",
  ),
});

const Limit = map("{ restarts: 10, period: 5m }", {
  restarts: needed(Whole, "Restarts within the period; one more and `on_limit` applies."),
  period: needed(PositiveDuration, "The sliding window in which restarts are counted."),
});

const Stop = map("{ signal: SIGTERM, timeout: 10s }", {
  signal: key(Signal, "What the process group is asked to stop with.", "SIGTERM"),
  timeout: key(Duration, "Grace before SIGKILL to the group and all it has started.", "10s"),
});

const Ready = map("{ log: listening, timeout: 60s }", {
  min_uptime: key(Duration, "Started when it is still alive after this time.", "1s"),
  log: key(Pattern, "Started when a line of its output matches."),
  notify: key(wholeFrom(3, 9), "Started when it writes a newline to this file descriptor, as s6 has it."),
  timeout: key(
    PositiveDuration,
    "Not ready by then: a failed start. A oneshot has no limit unless one is set.",
    "60s",
  ),
});

const Logs = map("{ max_size: 20MB, max_files: 10 }", {
  max_size: key(Size, "What is written to a file before it is archived.", "20MB"),
  max_age: key(PositiveDuration, "What is older is removed."),
  max_files: key(Whole, "How many archives, and files of runs that have ended, are kept.", "10"),
  max_total: key(Size, "How much is kept in all.", "1GB"),
});

const Update = map("{ max_parallel: 2, min_healthy_time: 10s }", {
  max_parallel: key(wholeFrom(1, limits.children), "How many instances are restarted side by side.", "1"),
  min_healthy_time: key(
    Duration,
    "How long each must have run without a restart before the next ones are.",
    "0s",
  ),
  healthy_deadline: key(
    PositiveDuration,
    "How long that may take from its start; after that the apply fails and everything is brought back.",
    "5m",
  ),
});

/** Where a secret comes from. It is read when the child is started, and is in no tree, log, journal or answer. */
export const SecretFile = map("{ file: ./token }", {
  file: key(
    Text,
    "The file that holds the secret, from the folder of the file that names it. One line end at its end is not part of it.",
  ),
  key: key(Text, "Which variable of that file, if it is an env file."),
  env: key(Text, "The variable of the daemon's own environment that holds the secret."),
});
export type SecretFile = typeof SecretFile.Type;

const EnvValue = Schema.Union(
  Word,
  map("{ secret: { file: ./token } }", {
    secret: needed(Schema.Union(Text, SecretFile), "The name of one of `secrets`, or where it comes from."),
  }),
);

export const Strings = Schema.Union(Text, list(Text));

/** Keys of services and supervisors alike. */
const supervised = {
  restart: key(
    oneOf("permanent", "transient", "temporary"),
    "After which ends it is started again: all, failures, none.",
    "permanent; temporary for a oneshot",
  ),
  significant: key(Flag, "Its end counts for `auto_shutdown` of its supervisor.", "false"),
  shutdown: key(
    Schema.Union(oneOf("infinity", "brutal_kill"), Duration),
    "How long it may take to stop. For services, a time is the same as `stop.timeout`.",
    "10s; infinity for supervisors",
  ),
  backoff: key(Schema.Union(oneOf("none"), Backoff), "The pauses between restarts."),
  limit: key(Limit, "A limit of its own for restarts.", "none; 10 in 5m where `on_limit` is fail or wait"),
  on_limit: key(
    oneOf("escalate", "fail", "wait"),
    "At a limit: the supervisor gives up too, only this child does, or it waits.",
    "escalate; fail for what no restart can cure",
  ),
  autostart: key(Flag, "Started with the tree; otherwise only by hand.", "true"),
};

/** How often a supervisor may restart its children. */
const intensity = {
  intensity: key(Whole, "Restarts within `period`; one more and the supervisor gives up.", "5"),
  period: key(PositiveDuration, "The sliding window of `intensity`.", "60s"),
};

/** Keys of supervisors, the root among them. */
const supervising = {
  strategy: key(
    oneOf("one_for_one", "one_for_all", "rest_for_one"),
    "Which siblings are restarted with a child: none, all, those after it.",
    "one_for_one",
  ),
  ...intensity,
  auto_shutdown: key(
    oneOf("never", "any_significant", "all_significant"),
    "Stop by itself when significant children have ended.",
    "never",
  ),
  start: key(
    oneOf("serial", "parallel"),
    "Whether each child waits until the one before it is started.",
    "serial",
  ),
};

const Command = Schema.Union(
  Word,
  Schema.NonEmptyArray(Word).annotations({
    message: ({ actual }) => `expected a list of words, found ${show(actual)}`,
  }),
);
const commandMeaning = "What to run: a line, for /bin/sh as soon as it needs a shell, or a list of words.";

const serving = {
  cwd: key(Text, "Its working directory, from the folder of the file that it is written in.", "that folder"),
  env: key(names(EnvValue), "Its environment, besides what it inherits."),
  env_file: key(
    Strings,
    "Env files with more of its environment, later ones on top; `?` at the end of a name: it may be missing. The values are read at each start.",
  ),
  inherit_env: key(
    Schema.Union(Flag, list(Text)),
    "What it has of the daemon's environment besides PATH, HOME, USER and their like: all (`true`) or some.",
    "false",
  ),
  uid: key(Id, "The user that it runs as."),
  gid: key(Id, "The group that it runs as.", "the user's"),
  umask: key(Umask, "The permissions that files it makes don't get."),
  ready: key(Ready, "When it counts as started."),
  min_uptime: key(Duration, "Short for `ready.min_uptime`.", "1s"),
  oneshot: key(Flag, "It is to end: started when it has ended with success.", "false"),
  stop: key(Stop, "How it is stopped."),
  logs: key(Logs, "How much of its output is kept, of all its runs together; the oldest goes first."),
  success_codes: key(list(ExitMatch), "Ends that are no failures.", "[0]"),
  fatal_codes: key(list(ExitMatch), "Ends that no restart can cure."),
  ignore_codes: key(list(ExitMatch), "Ends after which it is left as it is."),
  replicas: key(wholeFrom(0, limits.children), "How many instances of it run: `name#1`, `name#2` …"),
  /** Of the group of instances, as is the intensity; only with `replicas`. */
  update: key(Update, "How `apply` restarts the instances when they change; as Nomad has it."),
  ...intensity,
};

export const ServiceFile = map("{ command: ./server }", {
  command: needed(Command, commandMeaning),
  ...serving,
  ...supervised,
});
export type ServiceFile = typeof ServiceFile.Type;

/** A supervisor without its children, which are read one by one, so that a mistake in one hides none in another. */
export const SupervisorFile = map("{ strategy: one_for_one, children: {} }", {
  ...supervising,
  ...supervised,
});
export type SupervisorFile = typeof SupervisorFile.Type;

/** A part of a child, as templates, defaults and overlays have it. */
export const PartFile = map("{ command: ./server }", {
  command: key(Command, commandMeaning),
  ...serving,
  ...supervising,
  ...supervised,
});

/** The whole file without the children in it. */
export const TreeFile = map("{ name: shop, children: {} }", {
  name: needed(Text, "What the tree is called."),
  ...supervising,
});
export type TreeFile = typeof TreeFile.Type;

/** What the parts of a file are for. */
export const parts = {
  version: "The version of the language: 1, also where it is not named.",
  use: "The template, or list of templates of which later ones win, that are laid under this child.",
  children: "The children by name, in the order in which they are started.",
  templates: "Parts of children by name, for `use`. Templates may use others.",
  defaults: "Laid under every service, below its templates.",
  environments:
    "Overlays by name: `--env NAME` lays one over the file. Maps are merged, lists replaced, null takes away.",
  include:
    "More files, also as patterns (`*`, `?`, `**`), from the folder of this one: their children come first.",
  env_file:
    "Env files for the variables in this file; the environment is stronger. `?` at the end of a name: it may be missing.",
  secrets: "Secrets by name, for `env: { TOKEN: { secret: NAME } }`.",
} as const;

/** Part of the language of the design, but not of this version: not a typing mistake. */
export const comingKeys: ReadonlyArray<string> = [
  ...["schedule", "check", "agent", "after", "memory", "cpu", "probes", "liveness", "startup", "timeout"],
  ...["watch", "limits", "nice", "groups", "tcp", "http", "exec", "ipc"],
];
