import { Context } from "effect";
import { Hono, type Context as RequestContext } from "hono";
import { Supervision } from "../supervisors/Supervision.ts";
import { noSuchRoute } from "./answer/problem.ts";
import type { Listener } from "./caller.ts";
import type { contract } from "./contract/contract.ts";
import type { Endpoint } from "./handle.ts";
import { customaryLimits, type Limits } from "./limits.ts";
import { LiveChannel } from "./live/LiveChannel.ts";
import { HttpRequests } from "./metrics/HttpRequests.ts";
import { auditLog } from "./routes/accounts/auditLog.ts";
import { keys } from "./routes/accounts/keys.ts";
import { session } from "./routes/accounts/session.ts";
import { users } from "./routes/accounts/users.ts";
import { config } from "./routes/config/config.ts";
import { revisions } from "./routes/config/revisions.ts";
import { settings } from "./routes/config/settings.ts";
import { type DaemonControl, daemon } from "./routes/daemon.ts";
import { documentation } from "./routes/documentation.ts";
import { calendar } from "./routes/jobs/calendar.ts";
import { checks } from "./routes/jobs/checks.ts";
import { jobs } from "./routes/jobs/jobs.ts";
import { ping } from "./routes/jobs/ping.ts";
import { sampleHistory } from "./routes/samples/history.ts";
import { actions } from "./routes/tree/actions.ts";
import { children } from "./routes/tree/children.ts";
import { events } from "./routes/tree/events.ts";
import { health } from "./routes/tree/health.ts";
import { live } from "./routes/tree/live.ts";
import { logs } from "./routes/tree/logs.ts";
import { machines } from "./routes/tree/machines.ts";
import { mcp } from "./routes/tree/mcp.ts";
import { metrics } from "./routes/tree/metrics.ts";
import { runs } from "./routes/tree/runs.ts";
import { status } from "./routes/tree/status.ts";
import type { ApiRuntime } from "./runtime.ts";
import type { Answering } from "./transport/answering.ts";
import { withJsonBody } from "./transport/bodies.ts";
import { methodsAt } from "./transport/methods.ts";
import { makeLastWords } from "./tree/past/lastWords.ts";

/** Every route of the contract; a path with a parameter comes after those that it would match. */
const endpointsOf = (
  control: DaemonControl,
  limits: Limits,
  requests: HttpRequests,
  channel: LiveChannel,
  supervision: typeof Supervision.Service,
): Record<keyof typeof contract, Endpoint> => {
  const withLastWords = makeLastWords();
  return {
    ...status(withLastWords, control, limits),
    ...children(withLastWords, supervision),
    ...checks(),
    ...jobs(),
    ...actions(withLastWords),
    ...config(),
    ...revisions(),
    ...events(),
    ...runs(),
    ...logs(),
    ...machines(),
    ...calendar(),
    ...live(channel),
    ...daemon(control),
    ...documentation(),
    ...health(),
    ...session(),
    ...users(),
    ...keys(),
    ...auditLog(),
    ...settings(),
    ...metrics(requests),
    ...sampleHistory(),
  };
};

/** The IP address of the client, also behind a trusted proxy; a unix socket has none. */
const remoteOf = ({ env }: RequestContext): string | null =>
  env?.incoming?.clientAddress ?? env?.incoming?.socket?.remoteAddress ?? null;

/**
 * The API of one daemon, under /api/v1, for those who come in by one listener. `requests` counts those of all its
 * listeners, `channel` has the live clients of all of them.
 */
export const makeApp = (
  runtime: ApiRuntime,
  control: DaemonControl,
  listener: Listener,
  limits: Limits = customaryLimits,
  requests = new HttpRequests(),
  channel = new LiveChannel(runtime),
): Hono => {
  const endpoints = [
    ...Object.values(
      endpointsOf(control, limits, requests, channel, Context.get(runtime.context, Supervision)),
    ),
    ...ping(),
    ...mcp((request, env) => app.fetch(request, env as object)),
  ];
  const methods = methodsAt(endpoints);
  const app: Hono = new Hono().notFound(
    requests.countingUnmatched(({ req }) => noSuchRoute(methods(req.path))),
  );
  for (const { method, path, respond, takes } of endpoints) {
    const answer: Answering = (context) => respond(context, runtime, listener, remoteOf(context));
    // To look at the body of a request costs more than all of a short answer.
    const guarded = method === "GET" || takes === "any body" ? answer : withJsonBody(limits, answer);
    app.on(method, [path], requests.counting(method, path, guarded));
  }
  return app;
};
