import { Cause, Effect, Either, Exit, Logger } from "effect";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { BadRequest, respond } from "../../api/answer/problem.ts";
import { exitOf, followedBy } from "../../api/answer/settled.ts";

const refusal = new BadRequest({ message: "no" });

describe("what an effect has come to", () => {
  it("is known of a value, a failure, a defect and an Either, and of nothing that has still to run", () => {
    expect(exitOf(Effect.succeed(1))).toEqual(Exit.succeed(1));
    expect(exitOf(Effect.fail("no"))).toEqual(Exit.fail("no"));
    expect(exitOf(Effect.die("bug"))).toEqual(Exit.die("bug"));
    expect(exitOf(Either.right(1))).toEqual(Exit.succeed(1));
    expect(exitOf(Either.left("no"))).toEqual(Exit.fail("no"));
    expect(exitOf(Effect.sync(() => 1))).toBeNull();
    expect(exitOf(refusal)).toBeNull();
  });

  it("is followed by the next effect at once, or by none", () => {
    const next = (value: number) => Effect.succeed(value + 1);
    expect(exitOf(followedBy(Effect.succeed(1), next))).toEqual(Exit.succeed(2));
    expect(exitOf(followedBy(Effect.fail("no"), next))).toEqual(Exit.fail("no"));
    const later = followedBy(
      Effect.sync(() => 1),
      next,
    );
    expect(exitOf(later)).toBeNull();
    expect(Effect.runSync(later)).toBe(2);
  });
});

describe("a request", () => {
  const logged: Array<string> = [];
  const logger = Logger.make(({ cause }) => void logged.push(Cause.pretty(cause)));
  const runtime = Effect.runSync(
    Effect.provide(Effect.runtime<never>(), Logger.replace(Logger.defaultLogger, logger)),
  );
  const answered = (makeEffect: Parameters<typeof respond<never>>[2]) => {
    const app = new Hono().get("/", (context) => respond(context, runtime, makeEffect));
    return app.fetch(new Request("http://127.0.0.1/"));
  };

  it("is answered at once where its answer waits for nothing", () => {
    expect(answered(() => Effect.succeed(new Response("ok")))).toBeInstanceOf(Response);
    expect(answered(() => Effect.sync(() => new Response("ok")))).toBeInstanceOf(Response);
    expect(answered(() => Effect.delay(Effect.succeed(new Response("ok")), 0))).toBeInstanceOf(Promise);
  });

  it("is refused alike whether the refusal has still to run or not", async () => {
    for (const effect of [refusal, Either.left(refusal), Effect.fail(refusal)]) {
      const answer = await answered(() => effect);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: "BadRequest", detail: "no" });
    }
  });

  it("whose handler throws before it has made an effect is answered 500, and the log says where", async () => {
    const answer = await answered(() => {
      throw new Error("a bug in the handler");
    });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("a bug in the handler");
    expect(logged.join("\n")).toContain("a bug in the handler");
  });
});
