import { Clock, Effect } from "effect";
import type { Context } from "hono";
import type { NotPossible } from "../../../src/domain/Errors.ts";
import { type CheckIn, Supervision } from "../../../supervisors/Supervision.ts";
import { PingRate } from "../../access/PingRate.ts";
import { respond } from "../../answer/problem.ts";
import type { Endpoint } from "../../handle.ts";
import { bodyPart, keptBody, kindOfExit, wrongClaim } from "../../tree/checkReports.ts";
import { type PingAddress, resolvePing } from "../../tree/pingAddress.ts";

/** So many reports of one check are taken within a minute, and so many checks created at one address. */
const most = { reports: 120, creations: 60 };

/** How long a body may take to arrive, in seconds: a sender that never ends would keep its connection. */
const patience = 30;

const answerOf = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });

/** The answer to an address that leads to nothing, whatever the reason: the sender learns nothing about the tree. */
const unknown = (): Response => answerOf(404, "no check has this address; it may have been replaced");

const tooMany = (what: string, seconds: number): Response =>
  answerOf(429, `too many ${what}; try again in ${seconds} s`, { "retry-after": String(seconds) });

/** What an address ends in: nothing, a word, or an exit code. */
const kindOf = (word: string): Pick<CheckIn, "kind" | "exit"> | null => {
  if (word === "start" || word === "fail" || word === "log") return { kind: word, exit: null };
  if (word === "") return { kind: "success", exit: null };
  if (!/^\d{1,3}$/.test(word) || Number(word) > 255) return null;
  return { kind: kindOfExit(Number(word)), exit: Number(word) };
};

/** A claimed time: ISO 8601, or seconds since 1970. */
const claimIn = (at: string | undefined): number | null => {
  if (at === undefined) return null;
  return /^\d{9,11}$/.test(at) ? Number(at) * 1000 : Date.parse(at);
};

/** The beginning of a body, and how long it is as far as it was read: of a longer one the rest is not read. */
const bodyIn = async ({ body }: Request, signal: AbortSignal): Promise<string> => {
  if (body === null) return "";
  const chunks: Array<Uint8Array> = [];
  let length = 0;
  const reader = body.getReader();
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", stop);
  while (length <= keptBody) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
  }
  if (length > keptBody) stop();
  return Buffer.concat(chunks).toString();
};

/** A report as the request has it, or the answer that says what is wrong with it. */
const reportIn = (context: Context, word: string, now: number) =>
  Effect.gen(function* () {
    const how = kindOf(word);
    if (how === null)
      return answerOf(404, `there is no /${word}; use /start, /fail, /log or an exit code from 0 to 255`);
    const claimed = claimIn(context.req.query("at"));
    const wrong = wrongClaim(claimed, now);
    if (wrong !== null) return answerOf(400, wrong);
    const id = context.req.query("rid") ?? null;
    if (id !== null && (id === "" || id.length > 100)) return answerOf(400, "rid has 1 to 100 characters");
    const body = yield* Effect.tryPromise((signal) => bodyIn(context.req.raw, signal)).pipe(
      // Its sender has gone, and reads no answer.
      Effect.orElseSucceed(() => answerOf(400, "the body was broken off")),
      Effect.timeoutTo({
        ...{ duration: patience * 1000, onSuccess: (read) => read },
        onTimeout: () => answerOf(408, `the body did not arrive within ${patience} s`),
      }),
    );
    if (body instanceof Response) return body;
    return { ...how, id, claimed, ...bodyPart(body), by: "ping" } satisfies CheckIn;
  });

/** The answer to a report that is not taken. */
const refusedAs = ({ reason }: NotPossible): Response => {
  if (reason === "not_running" || reason === "supervisor_down")
    return answerOf(503, "the check is stopped and takes no reports", { "retry-after": "60" });
  return reason === "invalid_spec"
    ? answerOf(409, "no check can be created here now; the events of the daemon say why")
    : unknown();
};

/** Create the check of an address, and record who asked for it and what came of it. */
const create = ({ under, name }: NonNullable<PingAddress["missing"]>, remote: string | null) =>
  Effect.gen(function* () {
    const { provision, record } = yield* Supervision;
    const noted = (outcome: "done" | "refused", path: string, reason: string) =>
      record({
        ...{ type: "action", action: "provision", subject: path, by: "ping", outcome, reason, paths: [path] },
        ...(remote === null ? {} : { address: remote }),
      });
    return yield* provision(under, name, "ping").pipe(
      Effect.tap(({ path, isNew }) => (isNew ? noted("done", path, "created by a report") : Effect.void)),
      Effect.tapError(({ path, message }) => noted("refused", path, message)),
    );
  });

/**
 * The addresses to which the jobs of checks report, with GET, HEAD or POST. Whoever knows one may report, from wherever it
 * reaches the port. They are no declared routes: what calls them is `curl` in a crontab, which reads no JSON.
 */
export const ping = (): ReadonlyArray<Endpoint> => {
  const reports = new PingRate(most.reports);
  const creations = new PingRate(most.creations);
  const answer = (context: Context, remote: string | null) =>
    Effect.gen(function* () {
      const { key = "", first, second } = context.req.param();
      const address = yield* resolvePing(
        key,
        [first, second].filter((part) => part !== undefined),
      );
      if (address === null || (address.missing !== null && context.req.query("create") !== "1"))
        return unknown();
      const now = yield* Clock.currentTimeMillis;
      const { path, missing, word } = address;
      const pace = missing === null ? reports.take(path, now) : creations.take(missing.under, now);
      if (pace !== "ok") return tooMany(missing === null ? "reports" : "new checks", pace);
      const report = yield* reportIn(context, word, now);
      if (report instanceof Response) return report;
      if (missing !== null) yield* create(missing, remote);
      yield* (yield* Supervision).checkIn(path, report);
      return answerOf(200, "OK");
    }).pipe(Effect.catchTag("NotPossible", (refusal) => Effect.succeed(refusedAs(refusal))));
  return (["GET", "POST"] as const).flatMap((method) =>
    ["/ping/:key", "/ping/:key/:first", "/ping/:key/:first/:second"].map((path) => ({
      ...{ method, path, takes: "any body" as const },
      respond: (context, runtime, _, remote) => respond(context, runtime, () => answer(context, remote)),
    })),
  );
};
