import { Effect, type Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memory from "../../src/adapters/memory/Accounts.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import type { ApiKey, OneTimeLink, Session, SigningKey, User } from "../../src/domain/account/Account.ts";
import { Accounts } from "../../src/ports/store/Accounts.ts";
import { forEachTest } from "./database.ts";

const place = forEachTest("sentinel.db");

const user = (name: string, changed: Partial<User> = {}): User => ({
  ...{ name, role: "viewer", scope: null, createdAt: 1_000, createdBy: "user:me", disabled: false },
  ...{ password: "$argon2id$…", ...changed },
});
const key = (id: string, changed: Partial<ApiKey> = {}): ApiKey => ({
  ...{
    id,
    name: `ci-${id}`,
    prefix: "snt_ab",
    digest: `digest of ${id}`,
    role: "operator",
    scope: ["web/*"],
  },
  ...{ createdAt: 1_000, createdBy: "user:ann", expiresAt: null, lastUsedAt: null, ...changed },
});
const session = (id: string, of: string, changed: Partial<Session> = {}): Session => ({
  ...{ id, digest: `digest of ${id}`, user: of, createdAt: 1_000, lastUsedAt: 1_000, expiresAt: 9_000 },
  ...{ address: "192.0.2.1", agent: "curl/8", ...changed },
});
const link = (digest: string, changed: Partial<OneTimeLink> = {}): OneTimeLink => ({
  ...{ digest, purpose: "setup", user: null, createdBy: "user:me", expiresAt: 2_000, ...changed },
});
const signingKey = (id: string, createdAt: number): SigningKey => ({
  ...{ id, createdAt, publicKey: '{"x":1}', privateKey: '{"d":1}' },
});

const using = <A, E>(
  layer: Layer.Layer<Accounts>,
  use: (accounts: typeof Accounts.Service) => Effect.Effect<A, E>,
) => Effect.runPromise(Effect.provide(Effect.flatMap(Accounts, use), layer));

for (const [name, layer] of [
  ["SQLite", () => sqlite.layer({ file: place.file })],
  ["memory", () => memory.layer],
] as const) {
  describe(`the accounts in ${name}`, () => {
    it("are none at first", async () => {
      expect(await using(layer(), ({ all }) => all)).toEqual({ users: [], keys: [], sessions: [] });
    });

    it("are had again as they were put, and replaced under their names", async () => {
      await using(layer(), (accounts) =>
        Effect.gen(function* () {
          yield* accounts.putUser(user("ann", { role: "admin", password: null }));
          yield* accounts.putUser(user("bea"));
          yield* accounts.putUser(user("bea", { scope: ["web", "db"], disabled: true }));
          yield* accounts.putKey(key("1"));
          yield* accounts.putKey(key("1", { lastUsedAt: 5_000, expiresAt: 7_000, unattended: true }));
          yield* accounts.putSession(session("s", "ann"));
          yield* accounts.putSession(session("s", "ann", { lastUsedAt: 2_000, address: null, agent: null }));
          expect(yield* accounts.all).toEqual({
            users: [
              user("ann", { role: "admin", password: null }),
              user("bea", { scope: ["web", "db"], disabled: true }),
            ],
            keys: [key("1", { lastUsedAt: 5_000, expiresAt: 7_000, unattended: true })],
            sessions: [session("s", "ann", { lastUsedAt: 2_000, address: null, agent: null })],
          });
        }),
      );
    });

    it("go with all that belongs to a user, and with nothing else", async () => {
      await using(layer(), (accounts) =>
        Effect.gen(function* () {
          for (const one of ["ann", "bea"]) {
            yield* accounts.putUser(user(one));
            yield* accounts.putSession(session(`of ${one}`, one));
            yield* accounts.addLink(link(`reset ${one}`, { purpose: "reset", user: one }), 0);
          }
          yield* accounts.putKey(key("1"));
          yield* accounts.removeUser("ann");
          expect(yield* accounts.all).toEqual({
            users: [user("bea")],
            keys: [key("1")],
            sessions: [session("of bea", "bea")],
          });
          expect(yield* accounts.link("reset ann")).toBeNull();
          expect(yield* accounts.link("reset bea")).toEqual(
            link("reset bea", { purpose: "reset", user: "bea" }),
          );
          yield* accounts.removeKey("1");
          yield* accounts.removeSessions(["of bea", "of nobody"]);
          expect(yield* accounts.all).toEqual({ users: [user("bea")], keys: [], sessions: [] });
        }),
      );
    });

    it("have links that are used up once, and go when another one is made after they have expired", async () => {
      await using(layer(), (accounts) =>
        Effect.gen(function* () {
          yield* accounts.addLink(link("a"), 0);
          yield* accounts.addLink(link("b", { expiresAt: 4_000 }), 1_999);
          const [first, second] = [yield* accounts.takeLink("a"), yield* accounts.takeLink("a")];
          expect([first, second, yield* accounts.takeLink("nothing")]).toEqual([true, false, false]);
          expect(yield* accounts.link("a")).toBeNull();
          yield* accounts.addLink(link("c", { expiresAt: 9_000 }), 4_000);
          expect([yield* accounts.link("b"), yield* accounts.link("c")]).toEqual([
            null,
            link("c", { expiresAt: 9_000 }),
          ]);
        }),
      );
    });

    it("have signing keys, the newest first, as far back as is asked for", async () => {
      await using(layer(), (accounts) =>
        Effect.gen(function* () {
          for (const at of [1, 2, 3]) yield* accounts.addSigningKey(signingKey(`k${at}`, at), at - 1);
          expect(yield* accounts.signingKeys).toEqual([signingKey("k3", 3), signingKey("k2", 2)]);
        }),
      );
    });
  });
}

describe("the accounts in a file", () => {
  it("outlive the daemon", async () => {
    await using(sqlite.layer({ file: place.file }), ({ putUser }) => putUser(user("ann")));
    expect((await using(sqlite.layer({ file: place.file }), ({ all }) => all)).users).toEqual([user("ann")]);
  });
});
