import { Cause, Data, Effect, Exit, type Runtime, Runtime as Runtimes } from "effect";
import type { Context } from "hono";
import type { NotAdmitted } from "../caller.ts";
import type { RefusalCode, RefusalOf } from "../contract/refusals.ts";
import { exitOf } from "./settled.ts";

/** Something that is wrong with a request, and where in it. */
export interface Mistake {
  /** Keys and indices with dots between them; empty for all of it. */
  readonly path: string;
  readonly message: string;
  /** What to send instead. */
  readonly hint?: string;
}

/** The request itself makes no sense. */
export class BadRequest extends Data.TaggedError("BadRequest")<{
  readonly message: string;
  readonly errors?: ReadonlyArray<Mistake>;
}> {}

/** The `Idempotency-Key` of a request was used for another one. */
export class KeyReused extends Data.TaggedError("KeyReused")<{ readonly message: string }> {}

/** What can go wrong with a request, besides defects. */
type Refusal = RefusalOf<RefusalCode> | BadRequest | NotAdmitted | KeyReused;

export const statuses = {
  BadRequest: { status: 400, title: "Bad Request" },
  Unauthenticated: { status: 401, title: "Unauthorized" },
  LoginFailed: { status: 401, title: "Unauthorized" },
  Forbidden: { status: 403, title: "Forbidden" },
  CrossOrigin: { status: 403, title: "Forbidden" },
  NoSuchChild: { status: 404, title: "Not Found" },
  NoSuchAccount: { status: 404, title: "Not Found" },
  NoSuchRoute: { status: 404, title: "Not Found" },
  NoSuchMachine: { status: 404, title: "Not Found" },
  NoSuchRevision: { status: 404, title: "Not Found" },
  AnotherTree: { status: 409, title: "Conflict" },
  StaleRevision: { status: 409, title: "Conflict" },
  NotPossible: { status: 409, title: "Conflict" },
  AccountConflict: { status: 409, title: "Conflict" },
  InvalidLink: { status: 410, title: "Gone" },
  MethodNotAllowed: { status: 405, title: "Method Not Allowed" },
  PreconditionFailed: { status: 412, title: "Precondition Failed" },
  FileChanged: { status: 412, title: "Precondition Failed" },
  BodyTooLarge: { status: 413, title: "Content Too Large" },
  UnsupportedMediaType: { status: 415, title: "Unsupported Media Type" },
  MisdirectedRequest: { status: 421, title: "Misdirected Request" },
  InvalidConfiguration: { status: 422, title: "Unprocessable Content" },
  InvalidSettings: { status: 422, title: "Unprocessable Content" },
  KeyReused: { status: 422, title: "Unprocessable Content" },
  TooManyAttempts: { status: 429, title: "Too Many Requests" },
  Defect: { status: 500, title: "Internal Server Error" },
  SettingsNotWritten: { status: 503, title: "Service Unavailable" },
  FileNotWritten: { status: 503, title: "Service Unavailable" },
  JournalError: { status: 503, title: "Service Unavailable" },
  NotSettled: { status: 503, title: "Service Unavailable" },
  Starting: { status: 503, title: "Service Unavailable" },
} as const;

type Code = keyof typeof statuses;

/** What to do about a problem, where its detail does not say it. */
const hints: Partial<Readonly<Record<Code, string>>> = {
  Unauthenticated:
    "send an API key or a token in the header `authorization: Bearer …`, or log in; on the machine itself, the socket in the home needs neither",
  InvalidLink:
    "`sentinel open` makes another one for an admin, `sentinel user passwd NAME` one for another user",
  Forbidden: "ask an admin for a role and a scope that include it",
  NoSuchRoute: "`GET /api/v1/openapi.json` lists all routes",
  NoSuchMachine: "`GET /api/v1/machines` lists all kinds with the hashes of their charts",
  MethodNotAllowed: "use one of the methods in the header `allow`",
  FileChanged: "read it again with `GET /api/v1/config/file`, and make the change in that text",
  StaleRevision: "plan again on the current revision, then apply that",
  BodyTooLarge: "send less at once",
  UnsupportedMediaType: "send JSON, with the header `content-type: application/json`",
  MisdirectedRequest:
    "use the address that `sentinel status` shows, or name this host in `settings.yaml`: `hosts`, or `public_url` for a reverse proxy",
  NotSettled: "ask again",
  Starting: "ask again in a second",
  Defect: "see `daemon.log` in the home, and report it",
};

/** The identifier of a kind of problem: `urn:sentinel:problem:no-such-child`. */
const typeOf = (code: Code): string =>
  `urn:sentinel:problem:${code.replace(/(?<=[a-z])[A-Z]/g, "-$&").toLowerCase()}`;

/** What went wrong, as RFC 9457 has it. `code` is what programs go by; `detail` and `hint` are for people. */
const documentOf = (code: Code, detail: string, more: Readonly<Record<string, unknown>>): string => {
  const { status, title } = statuses[code];
  const hint = hints[code];
  return JSON.stringify({
    ...{ type: typeOf(code), title, status, code, detail },
    ...(hint === undefined ? {} : { hint }),
    ...more,
  });
};

const headersOf = (code: Code): Readonly<Record<string, string>> => ({
  "content-type": "application/problem+json",
  ...(statuses[code].status === 401 ? { "www-authenticate": "Bearer" } : {}),
});

/** A problem as an answer. */
export const refuse = (
  code: Code,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(documentOf(code, detail, {}), {
    status: statuses[code].status,
    headers: { ...headersOf(code), ...headers },
  });

const problem = (
  context: Context,
  code: Code,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Response =>
  context.body(documentOf(code, detail, more), statuses[code].status, { ...headersOf(code), ...headers });

/** What else is known of a refusal. */
const detailsOf = (refusal: Refusal): Readonly<Record<string, unknown>> => {
  switch (refusal._tag) {
    case "BadRequest":
      return refusal.errors ? { errors: refusal.errors } : {};
    case "InvalidConfiguration":
      return {
        errors: refusal.errors.map((error) => ({
          path: `${error.file}:${error.line}:${error.column}`,
          message: error.message,
          ...(error.hint === null ? {} : { hint: error.hint }),
        })),
      };
    case "InvalidSettings":
      return {
        errors: refusal.mistakes.map(({ key, message, hint }) => ({
          path: key === "" ? "settings" : `settings.${key}`,
          message,
          ...(hint === null ? {} : { hint }),
        })),
      };
    case "NoSuchChild":
    case "NoSuchMachine":
      return { nearest: refusal.nearest };
    case "AccountConflict":
      return { reason: refusal.reason };
    case "NotPossible":
      return { reason: refusal.reason, path: refusal.path };
    case "StaleRevision":
    case "PreconditionFailed":
    case "FileChanged":
      return { current: refusal.current };
    default:
      return {};
  }
};

/** Headers that tell a client what to do next. */
const adviceOf = (refusal: Refusal): Readonly<Record<string, string>> =>
  refusal._tag === "TooManyAttempts" ? { "retry-after": String(refusal.retryAfter) } : {};

/** The answer where no route has this path, or none with this method: those that it has are named. */
export const noSuchRoute = (methods: ReadonlyArray<string>): Response =>
  methods.length === 0
    ? refuse("NoSuchRoute", "there is no such route")
    : refuse("MethodNotAllowed", "this route does not have this method", { allow: methods.join(", ") });

/** What a failed effect is answered with. Bugs become a 500 that says so, and are logged. */
const refusalOf = async <R>(
  context: Context,
  runtime: Runtime.Runtime<R>,
  cause: Cause.Cause<Refusal>,
): Promise<Response> => {
  const failure = Cause.failureOption(cause);
  if (failure._tag === "Some") {
    const refusal = failure.value;
    return problem(context, refusal._tag, refusal.message, detailsOf(refusal), adviceOf(refusal));
  }
  await Runtimes.runPromise(runtime)(Effect.logError("a request failed", cause));
  return problem(context, "Defect", "the daemon has a bug here; its log says where");
};

/** A bug where an effect is made counts as one in the effect. */
const attempted = <A, E, R>(makeEffect: () => Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
  try {
    return makeEffect();
  } catch (bug) {
    return Effect.die(bug);
  }
};

/** Answer a request with what an effect comes to: at once, if it waits for nothing, and without a fiber, if it has come to it already. */
export const respond = <R>(
  context: Context,
  runtime: Runtime.Runtime<R>,
  makeEffect: () => Effect.Effect<Response, Refusal, R>,
): Response | Promise<Response> => {
  const answerOf = (exit: Exit.Exit<Response, Refusal>): Response | Promise<Response> =>
    Exit.isSuccess(exit) ? exit.value : refusalOf(context, runtime, exit.cause);
  const effect = attempted(makeEffect);
  const settled = exitOf(effect);
  if (settled !== null) return answerOf(settled);
  const fiber = Runtimes.runFork(runtime)(effect);
  const exit = fiber.unsafePoll();
  return exit === null
    ? new Promise((resolve) => fiber.addObserver((later) => resolve(answerOf(later))))
    : answerOf(exit);
};
