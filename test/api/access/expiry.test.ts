// What expires does so on the clock: all of it on virtual time.
import { Duration, Effect, Fiber, Layer, Option, TestClock, TestContext } from "effect";
import { describe, expect, it } from "vitest";
import { Access, layer } from "../../../api/access/Access.ts";
import { originOf } from "../../../api/access/origin.ts";
import { endOfRights } from "../../../api/access/rights.ts";
import { tcpListener } from "../../../api/access/tcpListener.ts";
import * as memory from "../../../src/adapters/memory/Accounts.ts";
import * as credentials from "../../../src/adapters/node/Credentials.ts";
import { JournalError } from "../../../src/domain/Errors.ts";
import type { Credentials } from "../../../src/ports/home/Credentials.ts";
import { Accounts } from "../../../src/ports/store/Accounts.ts";
import { password } from "./clients.ts";

type Services = Access | Accounts | Credentials;

const world = Layer.provideMerge(layer, Layer.merge(memory.layer, credentials.layer));
const run = <A, E>(effect: Effect.Effect<A, E, Services>): Promise<A> =>
  Effect.runPromise(effect.pipe(Effect.provide(world), Effect.provide(TestContext.TestContext)));

const url = "http://127.0.0.1:7368";
const none = () => null;
const far = originOf("192.0.2.7", none);

const admitted = (headers: Record<string, string>) =>
  Effect.gen(function* () {
    const { identify } = tcpListener(url, yield* Access);
    const result = yield* Effect.either(identify(new Request(url, { headers }), "192.0.2.7"));
    return result._tag === "Right";
  });
const withBearer = (token: string) => admitted({ authorization: `Bearer ${token}` });
const withCookie = (token: string) => admitted({ cookie: `other=1; sentinel_session_7368=${token}` });

const ann = { name: "ann", role: "admin", scope: null, password, by: "user:me" } as const;
const opened = Effect.gen(function* () {
  const { users, sessions } = yield* Access;
  return yield* sessions.open(yield* users.create(ann), far, null);
});

const pass = (time: Duration.DurationInput) => TestClock.adjust(time);

describe("a session", () => {
  it("ends after a day without use", async () => {
    const seen = await run(
      Effect.gen(function* () {
        const { token } = yield* opened;
        const all = [];
        for (const time of ["23 hours", "23 hours", "24 hours"] as const) {
          yield* pass(time);
          all.push(yield* withCookie(token));
        }
        return all;
      }),
    );
    expect(seen).toEqual([true, true, false]);
  });

  it("ends after two weeks however much it is used, and its record goes with the next login", async () => {
    const [seen, left] = await run(
      Effect.gen(function* () {
        const { token, user } = yield* opened;
        const all = [];
        for (let day = 1; day <= 28; day += 1) {
          yield* pass("12 hours");
          all.push(yield* withCookie(token));
        }
        yield* Effect.flatMap(Access, ({ sessions }) => sessions.open(user, far, null));
        return [all, (yield* Effect.flatMap(Accounts, (accounts) => accounts.all)).sessions] as const;
      }),
    );
    expect(seen).toEqual([...Array.from({ length: 27 }, () => true), false]);
    expect(left).toHaveLength(1);
  });

  it("has its last use stored once a minute", async () => {
    const stored = await run(
      Effect.gen(function* () {
        const { token } = yield* opened;
        const all = [];
        for (const time of ["59 seconds", "1 second", "59 seconds", "1 second"] as const) {
          yield* pass(time);
          yield* withCookie(token);
          const { sessions } = yield* Effect.flatMap(Accounts, (accounts) => accounts.all);
          all.push(sessions[0]?.lastUsedAt);
        }
        return all;
      }),
    );
    expect(stored).toEqual([0, 60_000, 60_000, 120_000]);
  });
});

describe("an API key", () => {
  it("ends when it expires, and so do its tokens", async () => {
    const seen = await run(
      Effect.gen(function* () {
        const { keys, createToken } = yield* Access;
        const { secret } = yield* keys.create({ ...ann, name: "ci", expiresAt: 600_000 });
        const { identify } = tcpListener(url, yield* Access);
        const headers = { authorization: `Bearer ${secret}` };
        const { token } = yield* createToken(yield* identify(new Request(url, { headers }), null), 900_000);
        yield* pass(599_999);
        const before = [yield* withBearer(secret), yield* withBearer(token)];
        yield* pass(1);
        return [...before, yield* withBearer(secret), yield* withBearer(token)];
      }),
    );
    expect(seen).toEqual([true, true, false, false]);
  });
});

describe("a token", () => {
  const made = Effect.gen(function* () {
    const { token } = yield* opened;
    const { createToken } = yield* Access;
    const { identify } = tcpListener(url, yield* Access);
    const headers = { cookie: `sentinel_session_7368=${token}` };
    return { caller: yield* identify(new Request(url, { headers }), null), cookie: token, createToken };
  });

  it("ends after a quarter of an hour, also where it was verified before", async () => {
    const seen = await run(
      Effect.gen(function* () {
        const { caller, createToken } = yield* made;
        const { token } = yield* createToken(caller, 3_600_000);
        const before = yield* withBearer(token);
        yield* pass("15 minutes");
        return [before, yield* withBearer(token)];
      }),
    );
    expect(seen).toEqual([true, false]);
  });

  it("can't be renewed by itself: what is made with it ends with it", async () => {
    const seen = await run(
      Effect.gen(function* () {
        const { caller, createToken } = yield* made;
        const { token } = yield* createToken(caller, 600_000);
        yield* pass("9 minutes");
        const { identify } = tcpListener(url, yield* Access);
        const headers = { authorization: `Bearer ${token}` };
        const next = yield* createToken(yield* identify(new Request(url, { headers }), null), 900_000);
        const before = yield* withBearer(next.token);
        yield* pass("1 minutes");
        return [before, yield* withBearer(next.token)];
      }),
    );
    expect(seen).toEqual([true, false]);
  });

  it("ends what is kept open by it, and nothing else", async () => {
    const seen = await run(
      Effect.gen(function* () {
        const { caller, createToken } = yield* made;
        const { token } = yield* createToken(caller, 60_000);
        const { identify } = tcpListener(url, yield* Access);
        const headers = { authorization: `Bearer ${token}` };
        const byToken = yield* identify(new Request(url, { headers }), null);
        const ends = [yield* Effect.fork(endOfRights(byToken)), yield* Effect.fork(endOfRights(caller))];
        const haveEnded = () => Effect.forEach(ends, (fiber) => Effect.map(Fiber.poll(fiber), Option.isSome));
        yield* pass("59 seconds");
        const before = yield* haveEnded();
        yield* pass("15 seconds");
        return [before, yield* haveEnded()];
      }),
    );
    expect(seen).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  it("is signed by another key after a day, and is good until it expires all the same", async () => {
    const kidOf = (token: string): string =>
      JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid;
    const { seen, keys } = await run(
      Effect.gen(function* () {
        const { caller, cookie, createToken } = yield* made;
        const create = Effect.map(createToken(caller, 900_000), ({ token }) => token);
        const first = yield* create;
        yield* pass("23 hours");
        yield* withCookie(cookie);
        yield* pass("55 minutes");
        const last = yield* create;
        yield* pass("10 minutes");
        const next = yield* create;
        const isSame = [kidOf(first) === kidOf(last), kidOf(last) === kidOf(next)];
        const isGood = [yield* withBearer(last), yield* withBearer(next)];
        yield* pass("24 hours");
        yield* create;
        const accounts = yield* Accounts;
        return {
          seen: [...isSame, ...isGood],
          keys: (yield* accounts.signingKeys).map(({ createdAt }) => createdAt / 60_000),
        };
      }),
    );
    expect(seen).toEqual([true, false, true, true]);
    // In minutes; the first has gone.
    expect(keys).toEqual([48 * 60 + 5, 24 * 60 + 5]);
  });
});

describe("a one-time link", () => {
  it("ends after a quarter of an hour", async () => {
    const seen = await run(
      Effect.gen(function* () {
        const { users, makeLink } = yield* Access;
        const [early, late] = [
          yield* makeLink({ purpose: "setup", user: null, createdBy: "user:me" }),
          yield* makeLink({ purpose: "setup", user: null, createdBy: "user:me" }),
        ];
        yield* pass(Duration.subtract("15 minutes", "1 millis"));
        const first = yield* Effect.either(users.setUp(early.token, "ann", password));
        yield* pass("1 millis");
        return [first._tag, (yield* Effect.flip(users.setUp(late.token, "bea", password)))._tag];
      }),
    );
    expect(seen).toEqual(["Right", "InvalidLink"]);
  });
});

describe("a lock", () => {
  it("ends, is twice as long after the next failure, and is forgotten with a success", async () => {
    const seen = await run(
      Effect.gen(function* () {
        const { users, checkPassword } = yield* Access;
        yield* users.create(ann);
        const attempt = (given: string) =>
          Effect.map(Effect.either(checkPassword("ann", given, far)), (result) =>
            result._tag === "Right" ? "in" : "retryAfter" in result.left ? result.left.retryAfter : "wrong",
          );
        const fail = attempt("wrong");
        const all: Array<unknown> = [];
        for (let count = 0; count < 5; count += 1) yield* fail;
        all.push(yield* fail);
        yield* pass("15 seconds");
        all.push(yield* fail, yield* fail);
        yield* pass("30 seconds");
        all.push(yield* attempt(password), yield* fail);
        return all;
      }),
    );
    expect(seen).toEqual([15, "wrong", 30, "in", "wrong"]);
  });
});

describe("a store of accounts that can't be used", () => {
  it("lets nobody in by TCP, says why, and is asked again", async () => {
    let isBroken = true;
    const accounts = Layer.effect(
      Accounts,
      Effect.map(Accounts, (own) => ({
        ...own,
        all: Effect.suspend(() => (isBroken ? new JournalError({ message: "the disk is gone" }) : own.all)),
      })),
    ).pipe(Layer.provide(memory.layer));
    const seen = await Effect.runPromise(
      Effect.gen(function* () {
        const { identify } = tcpListener(url, yield* Access);
        const asked = identify(new Request(url, { headers: { authorization: "Bearer snt_x" } }), null);
        const first = yield* Effect.flip(asked);
        isBroken = false;
        return [first._tag, (yield* Effect.flip(asked))._tag];
      }).pipe(Effect.provide(Layer.provide(layer, Layer.merge(accounts, credentials.layer)))),
    );
    expect(seen).toEqual(["JournalError", "Unauthenticated"]);
  });
});
