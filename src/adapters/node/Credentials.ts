import { hash, randomBytes } from "node:crypto";
import { Effect, Layer } from "effect";
import { Credentials } from "../../ports/home/Credentials.ts";
import { passwords } from "./accounts/passwords.ts";

const jwt = Effect.promise(() => import("./accounts/jwt.ts"));

const newId = Effect.sync(() => randomBytes(9).toString("base64url"));

/** Passwords by argon2id, secrets from the system's random numbers, tokens signed with Ed25519. */
export const layer: Layer.Layer<Credentials> = Layer.effect(
  Credentials,
  Effect.map(passwords, ({ hashPassword, isPassword }) =>
    Credentials.of({
      newSecret: Effect.sync(() => randomBytes(32).toString("base64url")),
      newId,
      digest: (secret) => hash("sha256", secret, "base64url"),
      hashPassword,
      isPassword,
      newSigningKey: (createdAt) =>
        Effect.gen(function* () {
          const { newKeyPair } = yield* jwt;
          return { id: yield* newId, createdAt, ...(yield* Effect.promise(newKeyPair)) };
        }),
      sign: (claims, key, now) =>
        Effect.flatMap(jwt, ({ sign }) => Effect.promise(() => sign(claims, key, now))),
      verify: (token, keys, now) =>
        Effect.flatMap(jwt, ({ verify }) => Effect.promise(() => verify(token, keys, now))),
    }),
  ),
);
