import { Clock, Effect } from "effect";
import type { Context } from "hono";
import { type CheckIn, Supervision } from "../../../supervisors/Supervision.ts";
import { PingRate } from "../../access/PingRate.ts";
import { respond } from "../../answer/problem.ts";
import type { Endpoint } from "../../handle.ts";
import { bodyPart, keptBody, kindOfExit, pathOfKey, wrongClaim } from "../../tree/checkReports.ts";

const answerOf = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });

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
const bodyIn = async ({ body }: Request): Promise<string> => {
  if (body === null) return "";
  const chunks: Array<Uint8Array> = [];
  let length = 0;
  const reader = body.getReader();
  while (length <= keptBody) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
  }
  if (length > keptBody) await reader.cancel().catch(() => undefined);
  return Buffer.concat(chunks).toString();
};

/**
 * The addresses to which the jobs of checks report, with GET, HEAD or POST. Whoever knows one may report, from wherever it
 * reaches the port. They are no declared routes: what calls them is `curl` in a crontab, which reads no JSON.
 */
export const ping = (): ReadonlyArray<Endpoint> => {
  const rate = new PingRate();
  const report = (context: Context, word: string) =>
    Effect.gen(function* () {
      const key = context.req.param("key") ?? "";
      const path = yield* pathOfKey(key);
      if (path === null) return answerOf(404, "no check has this address; it may have been replaced");
      const now = yield* Clock.currentTimeMillis;
      const pace = rate.take(path, now);
      if (pace !== "ok")
        return answerOf(429, `too many reports; try again in ${pace} s`, { "retry-after": String(pace) });
      const how = kindOf(word);
      if (how === null)
        return answerOf(404, `there is no /${word}; use /start, /fail, /log or an exit code from 0 to 255`);
      const claimed = claimIn(context.req.query("at"));
      const wrong = wrongClaim(claimed, now);
      if (wrong !== null) return answerOf(400, wrong);
      const id = context.req.query("rid") ?? null;
      if (id !== null && (id === "" || id.length > 100)) return answerOf(400, "rid has 1 to 100 characters");
      const body = yield* Effect.promise(() => bodyIn(context.req.raw));
      const { checkIn } = yield* Supervision;
      return yield* checkIn(path, { ...how, id, claimed, ...bodyPart(body), by: "ping" }).pipe(
        Effect.map(() => answerOf(200, "OK")),
        // As with an unknown address, the sender learns nothing about the tree.
        Effect.catchTag("NotPossible", ({ reason }) =>
          Effect.succeed(
            reason === "not_running"
              ? answerOf(503, "the check is stopped and takes no reports", { "retry-after": "60" })
              : answerOf(404, "no check has this address; it may have been replaced"),
          ),
        ),
      );
    });
  return (["GET", "POST"] as const).flatMap((method) =>
    ["/ping/:key", "/ping/:key/:word"].map((path) => ({
      ...{ method, path, takes: "any body" as const },
      respond: (context, runtime) =>
        respond(context, runtime, () => report(context, context.req.param("word") ?? "")),
    })),
  );
};
