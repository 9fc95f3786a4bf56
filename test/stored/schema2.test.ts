// Accounts as the second schema of `sentinel.db` has them: whoever could log in before an upgrade can afterwards.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { Effect, Layer } from "effect";
import { describe, expect, it } from "vitest";
import { Access, layer } from "../../api/access/Access.ts";
import { originOf } from "../../api/access/origin.ts";
import * as credentials from "../../src/adapters/node/Credentials.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import { Accounts } from "../../src/ports/store/Accounts.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import { forEachTest } from "../sqlite/database.ts";

const place = forEachTest("sentinel.db");
const fixture = join(import.meta.dirname, "../fixtures/stored/schema-2/sentinel.db");

describe("a database of the second schema", () => {
  it("has users, sessions, keys and what they have done, as they were stored", async () => {
    cpSync(fixture, place.file);
    const world = Layer.provideMerge(
      layer,
      Layer.merge(sqlite.layer({ file: place.file }), credentials.layer),
    );
    const { accounts, signingKeys, actions, ann } = await Effect.runPromise(
      Effect.gen(function* () {
        const store = yield* Accounts;
        const { checkPassword } = yield* Access;
        const origin = originOf(null, () => null);
        return {
          accounts: yield* store.all,
          signingKeys: yield* store.signingKeys,
          actions: yield* Effect.flatMap(Journal, (journal) => journal.actions({ limit: 9 })),
          ann: yield* checkPassword("ann", "four words beside others", origin),
        };
      }).pipe(Effect.provide(world)),
    );
    expect(accounts.users).toMatchObject([
      { name: "ann", role: "admin", scope: null, createdBy: "user:me", disabled: false },
      { name: "bea", role: "viewer", scope: ["web", "db/*"], disabled: true, password: null },
    ]);
    expect(accounts.keys).toMatchObject([
      { name: "ci", role: "operator", scope: ["web"], expiresAt: 32_503_680_000_000, createdBy: "user:ann" },
    ]);
    expect(accounts.sessions).toMatchObject([{ user: "ann", address: "192.0.2.7", agent: "curl/8" }]);
    expect(signingKeys).toHaveLength(1);
    expect(ann).toEqual(accounts.users[0]);
    expect(actions).toEqual([
      {
        ...{ seq: 1, type: "action", at: "2026-11-29T05:00:00.000Z", subject: "", by: "user:ann" },
        ...{ action: "create_key", outcome: "done", address: "192.0.2.7", route: "POST /keys" },
        reason: "the API key ci was made, with the role operator for web",
        account: "key:ci",
      },
    ]);
  });
});
