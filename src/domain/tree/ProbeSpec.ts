import { Schema } from "effect";
import { Command } from "./Command.ts";

/** Milliseconds, 0 or more. */
const Millis = Schema.Number.pipe(Schema.nonNegative());

/** A port: a number, or a declared port of the child by its name; null is the port without a name. */
const ProbePort = Schema.Union(Schema.Int, Schema.Struct({ name: Schema.NullOr(Schema.String) }));
export type ProbePort = typeof ProbePort.Type;

/** What a single attempt of a probe does. */
export const Check = Schema.Union(
  /** A TCP connection can be opened. */
  Schema.Struct({ kind: Schema.Literal("tcp"), host: Schema.String, port: ProbePort }),
  /** A request is answered as expected. Redirects are not followed: their status counts. */
  Schema.Struct({
    kind: Schema.Literal("http"),
    scheme: Schema.Literal("http", "https"),
    method: Schema.String,
    host: Schema.String,
    port: ProbePort,
    /** With the query. */
    path: Schema.String,
    headers: Schema.Record({ key: Schema.String, value: Schema.String }),
    /** Ranges of statuses, both ends included. */
    status: Schema.NonEmptyArray(Schema.Struct({ from: Schema.Int, to: Schema.Int })),
    /** A regular expression that the beginning of the body has to match; null: any body. */
    body: Schema.NullOr(Schema.String),
  }),
  /** A command, run as the child itself is, exits with code 0. */
  Schema.Struct({ kind: Schema.Literal("exec"), command: Command }),
  /** The child has printed something within this time. */
  Schema.Struct({ kind: Schema.Literal("output"), withinMs: Schema.Number.pipe(Schema.positive()) }),
);
export type Check = typeof Check.Type;

/** How often something is checked. */
const attempts = {
  check: Check,
  /** The uptime before which it is not checked. */
  delayMs: Millis,
  /** From the start of an attempt to the start of the next one. */
  everyMs: Schema.Number.pipe(Schema.positive()),
  /** An attempt that takes longer has failed. */
  timeoutMs: Schema.Number.pipe(Schema.positive()),
  /** Consecutive successes after which it passes. */
  successes: Schema.Int.pipe(Schema.positive()),
};

/** The probe that completes a start: it is tried until it passes, or until the start times out. */
export const StartupProbe = Schema.Struct(attempts);
export type StartupProbe = typeof StartupProbe.Type;

/** What happens when a probe of a running child fails, besides its health: a restart, an alarm, or nothing. */
const ProbeAction = Schema.Literal("restart", "notify", "none");

/** A probe of a running child. Source: Kubernetes, liveness and readiness probes. */
export const Probe = Schema.Struct({
  ...attempts,
  /** Consecutive failures after which it fails. */
  failures: Schema.Int.pipe(Schema.positive()),
  /** The fraction of `everyMs` by which an interval varies in either direction, 0 to 1. */
  jitter: Schema.Number.pipe(Schema.between(0, 1)),
  action: ProbeAction,
});
export type Probe = typeof Probe.Type;

/** The probes of a running child: whether it does its work (`ready`), and whether it has to be restarted (`live`). */
export const Probes = Schema.Struct({
  ready: Schema.optional(Probe),
  live: Schema.optional(Probe),
});
export type Probes = typeof Probes.Type;

/** The name of a probe within its child. */
export type ProbeName = "startup" | keyof Probes;
