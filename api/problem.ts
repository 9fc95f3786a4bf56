import { Cause, Effect, Exit, type Runtime, Runtime as Runtimes } from "effect";
import type { Context } from "hono";
import type {
  JournalError,
  NoSuchChild,
  NoSuchRevision,
  NotPossible,
  StaleRevision,
} from "../src/domain/Errors.ts";

/** What can go wrong with a request, besides defects. */
type Refusal = NoSuchChild | NoSuchRevision | NotPossible | StaleRevision | JournalError | BadRequest;

/** The request itself makes no sense. */
export interface BadRequest {
  readonly _tag: "BadRequest";
  readonly message: string;
}
export const badRequest = (message: string): BadRequest => ({ _tag: "BadRequest", message });

const statuses = {
  BadRequest: { status: 400, title: "Bad Request" },
  NoSuchChild: { status: 404, title: "Not Found" },
  NoSuchRoute: { status: 404, title: "Not Found" },
  NoSuchRevision: { status: 404, title: "Not Found" },
  StaleRevision: { status: 409, title: "Conflict" },
  NotPossible: { status: 409, title: "Conflict" },
  Defect: { status: 500, title: "Internal Server Error" },
  JournalError: { status: 503, title: "Service Unavailable" },
} as const;

/** What went wrong, as RFC 9457 has it. `code` is what programs go by; `detail` is for people. */
const problem = (
  context: Context,
  code: keyof typeof statuses,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): Response => {
  const { status, title } = statuses[code];
  const body = { type: "about:blank", title, status, code, detail, ...more };
  return context.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
};

/** Why a request was not granted, with what else is known of it. */
const refuse = (context: Context, refusal: Refusal): Response => {
  const more =
    refusal._tag === "NoSuchChild"
      ? { nearest: refusal.nearest }
      : refusal._tag === "NotPossible"
        ? { reason: refusal.reason, path: refusal.path }
        : refusal._tag === "StaleRevision"
          ? { current: refusal.current }
          : {};
  return problem(context, refusal._tag, refusal.message, more);
};

/** The answer where there is no such route. */
export const noSuchRoute = (context: Context): Response =>
  problem(context, "NoSuchRoute", `there is no ${context.req.method} ${context.req.path}`);

/** Answer a request with what an effect comes to. Bugs become a 500 that says so, and are logged. */
export const respond = async <R>(
  context: Context,
  runtime: Runtime.Runtime<R>,
  effect: Effect.Effect<Response, Refusal, R>,
): Promise<Response> => {
  const exit = await Runtimes.runPromiseExit(runtime)(effect);
  if (Exit.isSuccess(exit)) return exit.value;
  const failure = Cause.failureOption(exit.cause);
  if (failure._tag === "Some") return refuse(context, failure.value);
  await Runtimes.runPromise(runtime)(Effect.logError("a request failed", exit.cause));
  return problem(context, "Defect", "the daemon has a bug here; its log says where");
};

/** The same for what is answered with a JSON document. */
export const answer = <A extends object, R>(
  context: Context,
  runtime: Runtime.Runtime<R>,
  effect: Effect.Effect<A, Refusal, R>,
): Promise<Response> =>
  respond(
    context,
    runtime,
    Effect.map(effect, (found) => context.json(found)),
  );
