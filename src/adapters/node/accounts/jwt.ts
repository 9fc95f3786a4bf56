import { errors, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from "jose";
import type { SigningKey, TokenClaims } from "../../../domain/account/Account.ts";

// A separate bundle (scripts/program), which is loaded when the first token is made or verified.

const algorithm = "EdDSA";
const issuer = "sentinel";

/** A new key pair (Ed25519). */
export const newKeyPair = async (): Promise<Pick<SigningKey, "publicKey" | "privateKey">> => {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const [publicKey, privateKey] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
  return { publicKey: JSON.stringify(publicKey), privateKey: JSON.stringify(privateKey) };
};

const imported = (jwk: string) => importJWK(JSON.parse(jwk), algorithm);

const inSeconds = (ms: number): number => Math.floor(ms / 1000);

export const sign = async (
  { id, parent, expiresAt }: TokenClaims,
  key: SigningKey,
  now: number,
): Promise<string> =>
  new SignJWT()
    .setProtectedHeader({ alg: algorithm, kid: key.id, typ: "JWT" })
    .setIssuer(issuer)
    .setJti(id)
    .setSubject(`${parent.kind}:${parent.id}`)
    .setIssuedAt(inSeconds(now))
    .setExpirationTime(inSeconds(expiresAt))
    .sign(await imported(key.privateKey));

const claimsIn = (
  jti: string | undefined,
  sub: string | undefined,
  exp: number | undefined,
): TokenClaims | null => {
  const [, kind, id] = /^(session|key):(.+)$/.exec(sub ?? "") ?? [];
  if (jti === undefined || exp === undefined || id === undefined) return null;
  return { id: jti, parent: { kind: kind === "key" ? "key" : "session", id }, expiresAt: exp * 1000 };
};

/** The claims of a token; null if no key has signed it, or if it has expired. */
export const verify = async (
  token: string,
  keys: ReadonlyArray<SigningKey>,
  now: number,
): Promise<TokenClaims | null> => {
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = keys.find(({ id }) => id === kid);
        if (key === undefined) throw new errors.JWKSNoMatchingKey();
        return imported(key.publicKey);
      },
      // The algorithm is fixed, not taken from the token: `none`, and HS256 with a public key, are known attacks.
      { algorithms: [algorithm], issuer, currentDate: new Date(now) },
    );
    return claimsIn(payload.jti, payload.sub, payload.exp);
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
};
