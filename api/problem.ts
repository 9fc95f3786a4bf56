import { Cause, Effect, Exit, type Runtime, Runtime as Runtimes } from "effect";
import type { Context } from "hono";
import type { JournalError, NoSuchChild, NotPossible } from "../src/domain/Errors.ts";

/** What can go wrong with a request, besides defects. */
type Refusal = NoSuchChild | NotPossible | JournalError | BadRequest;

/** The request itself makes no sense. */
interface BadRequest {
  readonly _tag: "BadRequest";
  readonly message: string;
}
export const badRequest = (message: string): BadRequest => ({ _tag: "BadRequest", message });

const statusFor = { NoSuchChild: 404, NotPossible: 409, JournalError: 503, BadRequest: 400 } as const;

/** `code` is what programs go by; `detail` is for people (RFC 9457). */
const problem = (context: Context, refusal: Refusal): Response => {
  const status = statusFor[refusal._tag];
  context.header("content-type", "application/problem+json");
  return context.body(
    JSON.stringify({
      type: "about:blank",
      status,
      code: refusal._tag,
      detail: refusal.message,
      ...(refusal._tag === "NoSuchChild" ? { nearest: refusal.nearest } : {}),
    }),
    status,
  );
};

/** Answer a request with what an effect comes to. Bugs become a 500 that says so, and are logged. */
export const answer = async <A, R>(
  context: Context,
  runtime: Runtime.Runtime<R>,
  effect: Effect.Effect<A, Refusal, R>,
): Promise<Response> => {
  const exit = await Runtimes.runPromiseExit(runtime)(effect);
  if (Exit.isSuccess(exit)) return context.json(exit.value as object);
  const failure = Cause.failureOption(exit.cause);
  if (failure._tag === "Some") return problem(context, failure.value);
  await Runtimes.runPromise(runtime)(Effect.logError("a request failed", exit.cause));
  return context.json(
    { type: "about:blank", status: 500, code: "Defect", detail: Cause.pretty(exit.cause) },
    500,
  );
};
