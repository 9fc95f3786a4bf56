import { createHmac, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { layer } from "../../src/adapters/node/Credentials.ts";
import type { SigningKey, TokenClaims } from "../../src/domain/account/Account.ts";
import { Credentials } from "../../src/ports/home/Credentials.ts";

const using = <A, E>(use: (credentials: typeof Credentials.Service) => Effect.Effect<A, E>) =>
  Effect.runPromise(Effect.provide(Effect.flatMap(Credentials, use), layer));

describe("a password", () => {
  it("is kept as an argon2id hash with a salt of its own, by which it is known again", async () => {
    const [one, other, isIt, isOther] = await using(({ hashPassword, isPassword }) =>
      Effect.gen(function* () {
        const hashes = [yield* hashPassword("correct horse"), yield* hashPassword("correct horse")] as const;
        return [
          ...hashes,
          yield* isPassword(hashes[0], "correct horse"),
          yield* isPassword(hashes[0], "horse"),
        ];
      }),
    );
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(other).not.toBe(one);
    expect([isIt, isOther]).toEqual([true, false]);
  });

  it("is the same from another keyboard", async () => {
    const hashed = await using(({ hashPassword }) => hashPassword("Grüße aus Köln"));
    expect(await using(({ isPassword }) => isPassword(hashed, "Grüße aus Köln".normalize("NFD")))).toBe(true);
  });

  it("is never right where there is none, and is computed all the same", async () => {
    expect(await using(({ isPassword }) => isPassword(null, "correct horse"))).toBe(false);
  });

  it("is not looked at where too many wait, and is again when they are through", async () => {
    const [results, after] = await using(({ hashPassword, isPassword }) =>
      Effect.gen(function* () {
        const hashed = yield* hashPassword("correct horse");
        const checks = Array.from({ length: 20 }, () => Effect.merge(isPassword(hashed, "correct horse")));
        return [
          yield* Effect.all(checks, { concurrency: "unbounded" }),
          yield* isPassword(hashed, "correct horse"),
        ];
      }),
    );
    expect(results.filter((one) => one === true)).toHaveLength(16);
    expect(results.filter((one) => one === "busy")).toHaveLength(4);
    expect(after).toBe(true);
  });
});

describe("a secret", () => {
  it("is 256 random bits, and known by its SHA-256", async () => {
    const [one, other, digest] = await using(({ newSecret, digest: digestOf }) =>
      Effect.map(Effect.all([newSecret, newSecret]), ([a, b]) => [a, b, digestOf("abc")] as const),
    );
    expect(Buffer.from(one, "base64url")).toHaveLength(32);
    expect(other).not.toBe(one);
    expect(digest).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });
});

describe("a token", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const claims: TokenClaims = { id: "t", parent: { kind: "session", id: "s" }, expiresAt: now + 900_000 };
  const world = using(({ newSigningKey }) => Effect.all([newSigningKey(now), newSigningKey(now)]));
  const verified = (token: string, keys: ReadonlyArray<SigningKey>, at = now) =>
    using(({ verify }) => verify(token, keys, at));
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

  it("says what was signed, until it expires", async () => {
    const [key, other] = await world;
    const token = await using(({ sign: signed }) => signed(claims, key, now));
    expect(await verified(token, [other, key])).toEqual(claims);
    expect(await verified(token, [key], now + 899_000)).toEqual(claims);
    expect(await verified(token, [key], now + 900_000)).toBeNull();
  });

  it("is nothing without the key that has signed it, or with a changed part", async () => {
    const [key, other] = await world;
    const token = await using(({ sign: signed }) => signed(claims, key, now));
    const [head = "", body = "", signature = ""] = token.split(".");
    expect(await verified(token, [other])).toBeNull();
    expect(await verified(token, [{ ...other, id: key.id }])).toBeNull();
    const forged = part({ ...JSON.parse(Buffer.from(body, "base64url").toString()), sub: "session:admin" });
    for (const wrong of [
      `${head}.${forged}.${signature}`,
      `${head}.${body}.`,
      "",
      "a.b.c",
      `${token}x`,
      "snt_x",
    ])
      expect(await verified(wrong, [key]), wrong).toBeNull();
  });

  it("is nothing with another algorithm, whatever it says of itself", async () => {
    const [key] = await world;
    const body = part({ iss: "sentinel", jti: "t", sub: "session:s", exp: now / 1000 + 900 });
    const none = `${part({ alg: "none", kid: key.id })}.${body}.`;
    // With the public key, which is no secret, as the secret.
    const confused = `${part({ alg: "HS256", kid: key.id })}.${body}`;
    const mac = createHmac("sha256", key.publicKey).update(confused).digest("base64url");
    // Signed by a key that it brings itself.
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const brought = `${part({ alg: "EdDSA", kid: key.id, jwk: publicKey.export({ format: "jwk" }) })}.${body}`;
    const signature = sign(null, Buffer.from(brought), privateKey).toString("base64url");
    for (const token of [none, `${confused}.${mac}`, `${brought}.${signature}`])
      expect(await verified(token, [key]), token).toBeNull();
    expect(await verified(randomBytes(200).toString("base64url"), [key])).toBeNull();
  });
});
