import { Schema } from "effect";
import { numberFrom, WholeNumber } from "../fields/numbers.ts";
import { Text } from "../fields/text.ts";
import { Duration, PositiveDuration } from "../fields/units.ts";
import { Condition, Flag, oneOf, Restart } from "../fields/words.ts";
import { key, list, map, names, required } from "../keys.ts";

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

export const retryFailed = key(
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

export const autostart = key(Flag, "Whether it is started with the tree; otherwise only by hand.", "true");

export const after = key(
  Schema.Union(list(Text), names(Schema.Union(Condition, After))),
  "The children, anywhere in the tree, that it waits for at each start, and that are stopped after it: by path, by the name of a sibling, or by a unique last part of the path. A list means `ready`. A job runs after a job with `success`, `failure` or `end`.",
);

/** Keys of both services and supervisors. */
export const supervised = {
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
export const intensity = {
  intensity: key(
    WholeNumber,
    "The restarts that are allowed within `period`; after one more, the supervisor gives up.",
    "5",
  ),
  period: key(PositiveDuration, "The sliding time window of `intensity`.", "60s"),
};
