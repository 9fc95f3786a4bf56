import { Schema } from "effect";
import { show } from "../diagnostics/show.ts";
import { Status, TcpTarget, Url } from "./fields/network.ts";
import { numberFrom, wholeFrom } from "./fields/numbers.ts";
import { Pattern, Text } from "./fields/text.ts";
import { Duration, PositiveDuration } from "./fields/units.ts";
import { oneOf } from "./fields/words.ts";
import { key, list, map, names, required } from "./keys.ts";

/** Probes in the language of `sentinel.yaml`. Their words are explained in docs/health.md. */

const HttpRequest = map("{ url: /healthz, status: 200 }", {
  url: required(
    Url,
    "The URL to request; a path alone is that of the child's own port. Redirects are not followed.",
  ),
  port: key(Text, "Which of the child's `ports` a path is requested from.", "its `port`, or its only one"),
  method: key(Text, "The method of the request.", "GET"),
  headers: key(names(Text), "Headers of the request."),
  status: key(
    Schema.Union(Status, list(Status)),
    "The expected statuses: `200`, `200-299` or a list.",
    "200-399",
  ),
  body: key(Pattern, "A regular expression that the first 64 KiB of the body have to match."),
});
export type HttpRequest = typeof HttpRequest.Type;

const Words = Schema.NonEmptyArray(Text).annotations({
  message: ({ actual }) => `expected a list of words, found ${show(actual)}`,
});

/** What a start can wait for, and a probe can check. */
export const checks = {
  tcp: key(
    TcpTarget,
    "A connection to this port can be opened: a number, `HOST:PORT`, or the name of one of its `ports`.",
  ),
  http: key(
    Schema.Union(Url, HttpRequest),
    "A request to this URL, or path of its own port, is answered as expected.",
  ),
  exec: key(
    Schema.Union(Text, Words),
    "This command exits with code 0; it has the user, the folder and the environment of the child.",
  ),
};

const successes = wholeFrom(1, 1_000);

const attempts = {
  ...checks,
  delay: key(Duration, "How long after the start of the process it is tried for the first time.", "0s"),
  timeout: key(PositiveDuration, "An attempt that takes longer has failed.", "3s"),
  success: key(successes, "How many attempts in a row have to succeed.", "1"),
};

const Startup = map("{ http: /healthz, every: 1s }", {
  ...attempts,
  every: key(PositiveDuration, "The time between the starts of two attempts.", "1s"),
});

const running = (failures: string, action: string) => ({
  ...attempts,
  every: key(PositiveDuration, "The time between the starts of two attempts.", "10s"),
  failures: key(
    wholeFrom(1, 1_000),
    "How many attempts in a row have to fail until the probe has failed.",
    failures,
  ),
  jitter: key(numberFrom(0, 1), "The fraction of `every` by which an interval varies randomly.", "0.1"),
  action: key(
    oneOf("restart", "notify", "none"),
    "What happens when it has failed: the child is restarted, which counts as a failure (restart), an alarm is raised (notify), or only its health changes (none).",
    action,
  ),
});

const silentFor = key(PositiveDuration, "It has failed if the child has printed nothing for this time.");

const Ready = map("{ http: /healthz }", running("3", "none"));

const Live = map("{ http: /healthz, failures: 3 }", {
  ...running("3; 1 with `silent_for`", "restart"),
  silent_for: silentFor,
});

export const Probes = map("{ live: { http: /healthz } }", {
  startup: key(
    Startup,
    "Its start is complete once this probe succeeds, within `ready.timeout`. It is not tried afterwards.",
  ),
  ready: key(
    Ready,
    "Whether it does its work; also completes its start, unless `startup` or `ready` says something else.",
  ),
  live: key(Live, "Whether it has to be restarted; tried once its start is complete."),
});
export type Probes = typeof Probes.Type;
