import { Schema } from "effect";
import { limits } from "../../diagnostics/limits.ts";
import { Port } from "../fields/network.ts";
import { wholeFrom } from "../fields/numbers.ts";
import { ExitMatch } from "../fields/process.ts";
import { Pattern } from "../fields/text.ts";
import { Duration, PositiveDuration, Size } from "../fields/units.ts";
import { Flag, oneOf } from "../fields/words.ts";
import { Hooks, Reload } from "../hooks.ts";
import { key, list, map, names, required } from "../keys.ts";
import { checks, Probes } from "../probes.ts";
import { WatchFile } from "../watch.ts";
import { ending, runtime } from "./running.ts";
import { intensity } from "./supervised.ts";

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

export const serving = {
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
