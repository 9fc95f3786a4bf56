import { Clock, Context, Effect, Either, Predicate, type Schema, Stream } from "effect";
import type { HonoRequest, Context as RequestContext } from "hono";
import { includesRole, scopeName } from "../src/policy/access.ts";
import { hiddenNames, withoutNames, withoutNamesIn } from "../src/policy/hiddenNames.ts";
import { Supervision } from "../supervisors/Supervision.ts";
import { plainCookie, type SessionCookie } from "./access/cookie.ts";
import { isKnown } from "./answer/entityTags.ts";
import { BadRequest, KeyReused, respond } from "./answer/problem.ts";
import { answerIn, Reply } from "./answer/Reply.ts";
import { jsonLines, Streamed } from "./answer/Streamed.ts";
import { followedBy } from "./answer/settled.ts";
import { stream } from "./answer/streaming.ts";
import { Takeover } from "./answer/Takeover.ts";
import { isData, Written } from "./answer/written.ts";
import { anonymousCaller, byOf, type Caller, Forbidden, type Listener } from "./caller.ts";
import type { RefusalCode, RefusalOf } from "./contract/refusals.ts";
import type { Answered, AnswerForm, Method, Route } from "./contract/route.ts";
import { type AnswerType, acceptedType } from "./request/accept.ts";
import { conclusionOf, recordAction } from "./request/auditing.ts";
import { bodyReader, paramsReader, queryReader } from "./request/decode.ts";
import { idempotentAnswers, isLegalKey, type KeyedRequest } from "./request/idempotency.ts";
import type { ApiRuntime, ApiServices } from "./runtime.ts";
import { connectionOf } from "./transport/connectionOf.ts";

type Data = Schema.Schema.AnyNoContext;
type TypeOf<S extends Data> = Schema.Schema.Type<S>;

/** A validated request, and its sender. */
interface Asked<Params, Query, Body, Answer> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  /** The form that the sender asks for. */
  readonly type: AnswerType;
  /** A header of the request; null where it is not there. */
  readonly header: (name: string) => string | null;
  /** The cookie in which the session of the sender is kept. */
  readonly cookie: SessionCookie;
  /**
   * Record the success before the answer, if nothing can be recorded afterwards; otherwise it is recorded with the
   * answer.
   */
  readonly record: (answer: Answer) => Effect.Effect<void, never, Supervision>;
}

/** A route with its handler. */
export interface Endpoint {
  readonly method: Method;
  /** The whole path. */
  readonly path: string;
  /** Left out: JSON of limited length. Who takes any body limits how much of it is read. */
  readonly takes?: "any body";
  readonly respond: (
    context: RequestContext,
    runtime: ApiRuntime,
    listener: Listener,
    remote: string | null,
  ) => Response | Promise<Response>;
}

/** Under which the routes are, but for those at the root. */
const prefix = "/api/v1";

const isStream = (answer: unknown): answer is Stream.Stream<unknown> =>
  Predicate.hasProperty(answer, Stream.StreamTypeId);

const contentOf = (answer: unknown, form: AnswerForm): Pick<Written, "content" | "type"> => {
  if (answer instanceof Written) return answer;
  if (form.form === "text") return new Written(String(answer), form.type);
  return new Written(JSON.stringify(answer));
};

/** An answer without the names of nodes that the caller may not see. */
const withoutHiddenNames = (answer: unknown, runtime: ApiRuntime, { scope }: Caller): unknown => {
  if (scope === null || answer instanceof Takeover) return answer;
  const { views } = Context.get(runtime.context, Supervision).viewsNow();
  const hidden = hiddenNames(
    scope,
    views.map(({ path }) => path),
  );
  const clean = (item: unknown) => withoutNamesIn(item, hidden);
  if (answer instanceof Streamed)
    return new Streamed(Stream.map(answer.items, clean), answer.write, answer.headers);
  if (isStream(answer)) return Stream.map(answer, clean);
  if (!(answer instanceof Written)) return clean(answer);
  const { content, type } = answer;
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  if (type === "application/json") return new Written(JSON.stringify(clean(JSON.parse(text))), type);
  return type.startsWith("text/plain") ? new Written(withoutNames(text, hidden), type) : answer;
};

const send = (
  context: RequestContext,
  runtime: ApiRuntime,
  route: Pick<
    Route<string, Method, `/${string}`, Data, Data, Data, AnswerForm, never>,
    "answer" | "alternatives" | "success"
  >,
  answered: unknown | Reply<unknown>,
  caller: Caller,
): Response => {
  const answer = withoutHiddenNames(answerIn(answered), runtime, caller);
  const varying = route.alternatives === undefined ? {} : { vary: "accept" };
  if (answer instanceof Streamed) {
    if (route.alternatives !== undefined) context.header("vary", "accept");
    return stream(context, runtime, answer, caller);
  }
  if (isStream(answer)) return stream(context, runtime, jsonLines(answer), caller);
  const { status, headers } = answered instanceof Reply ? answered : new Reply(answer, {});
  // Not `context.body`: it would make `Headers` of them, which are taken apart again to be sent.
  if (isKnown(context.req.header("if-none-match"), headers.etag))
    return new Response(null, { status: 304, headers: { ...varying, ...headers } });
  const { content, type } = contentOf(answer, route.answer);
  return new Response(content, {
    status: status ?? route.success ?? 200,
    headers: { "content-type": type, ...varying, ...headers },
  });
};

/** The success value of a handler: the declared answer, or an alternative of it. */
type Handled<Form extends AnswerForm> = Answered<Form> | Written | AnyStreamed | Takeover;
// Its items are written by the function beside them.
// biome-ignore lint/suspicious/noExplicitAny: a function of any item
type AnyStreamed = Streamed<any>;

/** Serve a route: authorise, validate, perform, audit, answer. */
export const handle = <
  Name extends string,
  Path extends `/${string}`,
  Params extends Data,
  Query extends Data,
  Body extends Data,
  Form extends AnswerForm,
  Code extends RefusalCode,
>(
  route: Route<Name, Method, Path, Params, Query, Body, Form, Code>,
  perform: (
    asked: Asked<TypeOf<Params>, TypeOf<Query>, TypeOf<Body>, Answered<Form>>,
  ) => Effect.Effect<
    Handled<Form> | Reply<Answered<Form> | Written>,
    RefusalOf<Code> | BadRequest | Forbidden,
    ApiServices
  >,
): Endpoint => {
  const { method, role, scope, audit, audience, alternatives = [] } = route;
  const what = `${method} ${route.path}`;
  const path = route.at === "root" ? route.path : `${prefix}${route.path}`;
  const unknownFields = audience === "command line" ? "ignored" : "refused";
  const readParams = paramsReader(route.params);
  const readQuery = queryReader(route.query, unknownFields);
  const readBody = bodyReader(route.body, unknownFields);

  const whyForbidden = (caller: Caller): Forbidden | null => {
    if (!includesRole(caller.role, role))
      return new Forbidden({ message: `${what} takes the role ${role}; yours is ${caller.role}` });
    if (caller.scope !== null && scope !== "tree" && role !== "anyone")
      return new Forbidden({
        message: `${what} is about the whole tree; you have ${caller.scope.join(", ")}`,
      });
    return null;
  };

  const identified = (context: RequestContext, { identify }: Listener, remote: string | null) => {
    const caller = identify(context.req.raw, remote, connectionOf(context));
    return role === "anyone" ? Effect.orElseSucceed(caller, () => anonymousCaller(remote)) : caller;
  };

  const bodyOf = (caller: Caller, req: HonoRequest) =>
    readBody(req, caller.remote === null ? "unix socket" : "network");

  /** The action that was refused; null if the body doesn't say which one. */
  const actionRefused = (caller: Caller, req: HonoRequest) => {
    if (audit === undefined) return Effect.succeed(null);
    const { action } = audit;
    if (typeof action === "string") return Effect.succeed(action);
    return bodyOf(caller, req).pipe(
      Effect.map(action),
      Effect.orElseSucceed(() => null),
    );
  };

  // What makes no sense, or is one of very many, would only fill the journal.
  const recordRefusal =
    (caller: Caller, req: HonoRequest) => (refusal: RefusalOf<Code> | BadRequest | Forbidden) =>
      refusal._tag === "BadRequest" || refusal._tag === "TooManyAttempts"
        ? Effect.void
        : Effect.flatMap(actionRefused(caller, req), (action) =>
            action === null
              ? Effect.void
              : recordAction({ action, route: what }, caller, conclusionOf(refusal)),
          );

  const carryOut = (
    params: TypeOf<Params>,
    query: TypeOf<Query>,
    body: TypeOf<Body>,
    caller: Caller,
    { req }: RequestContext,
    cookie: SessionCookie,
  ) => {
    const header = (name: string) => req.raw.headers.get(name);
    const type = alternatives.length === 0 ? "declared" : acceptedType(header("accept"), alternatives);
    if (audit === undefined)
      return perform({ params, query, body, caller, type, header, cookie, record: () => Effect.void });
    let isRecorded = false;
    const record = (answer: Answered<Form>) =>
      Effect.suspend(() => {
        if (isRecorded) return Effect.void;
        isRecorded = true;
        const { action } = audit;
        return recordAction(
          { action: typeof action === "string" ? action : action(body), route: what },
          caller,
          audit.resultOf(answer, body),
        );
      });
    // A pre-serialised answer comes from a read-only route.
    const recordData = (answered: Handled<Form> | Reply<Answered<Form> | Written>) => {
      const answer = answerIn<Handled<Form>>(answered);
      return isData<unknown>(answer) ? record(answer as Answered<Form>) : Effect.void;
    };
    return Effect.tap(perform({ params, query, body, caller, type, header, cookie, record }), recordData);
  };

  const granted = (caller: Caller, context: RequestContext, cookie: SessionCookie) => {
    const { req } = context;
    const forbidden = whyForbidden(caller);
    if (forbidden !== null) return forbidden;
    const params = readParams(req);
    if (Either.isLeft(params)) return params;
    const query = readQuery(req);
    if (Either.isLeft(query)) return query;
    return followedBy(bodyOf(caller, req), (body) =>
      carryOut(params.right, query.right, body, caller, context, cookie),
    );
  };

  const grant = (caller: Caller, context: RequestContext, cookie: SessionCookie) => {
    const answer = granted(caller, context, cookie);
    return audit === undefined ? answer : Effect.tapError(answer, recordRefusal(caller, context.req));
  };

  /** A write with an `Idempotency-Key`; null for one without, or whose sender is unknown. */
  const keyedRequest = (context: RequestContext, listener: Listener, remote: string | null) =>
    Effect.gen(function* () {
      const key = context.req.header("idempotency-key");
      if (key === undefined || audit === undefined) return null;
      const caller = yield* Effect.option(identified(context, listener, remote));
      if (caller._tag === "None") return null;
      if (!isLegalKey(key))
        return yield* new BadRequest({
          message: "Idempotency-Key takes 1 to 255 visible ASCII characters, such as a UUID",
        });
      const body = yield* Effect.promise(() => context.req.text());
      return {
        sender: [byOf(caller.value), caller.value.role, scopeName(caller.value.scope)].join(" "),
        key,
        request: `${method} ${context.req.url}\n${body}`,
        now: yield* Clock.currentTimeMillis,
      } satisfies KeyedRequest;
    });

  const answerNow = (
    context: RequestContext,
    runtime: ApiRuntime,
    listener: Listener,
    remote: string | null,
  ): Response | Promise<Response> =>
    respond(context, runtime, () =>
      followedBy(identified(context, listener, remote), (caller) =>
        followedBy(grant(caller, context, listener.cookie ?? plainCookie), (answer) =>
          answer instanceof Takeover
            ? Effect.promise(async () => answer.begin(context, listener))
            : Effect.succeed(send(context, runtime, route, answer, caller)),
        ),
      ),
    );

  return {
    method,
    path,
    respond: (context, runtime, listener, remote) => {
      const answered = () => answerNow(context, runtime, listener, remote);
      if (audit === undefined || context.req.header("idempotency-key") === undefined) return answered();
      return respond(context, runtime, () =>
        Effect.gen(function* () {
          const keyed = yield* keyedRequest(context, listener, remote);
          if (keyed === null) return yield* Effect.promise(async () => answered());
          const answers = idempotentAnswers(listener);
          const response = yield* Effect.promise(() => answers.answer(keyed, async () => answered()));
          return response === "reused" ? yield* new KeyReused({ message: keyReused }) : response;
        }),
      );
    },
  };
};

const keyReused = "this Idempotency-Key belongs to another request; use a new key for each request";
