import type { RemoteDaemon } from "../../client/daemonRef.ts";
import { type Login, readLogins, type Secret } from "./credentials.ts";
import { parseFingerprint } from "./fingerprint.ts";

/** The headers that authenticate the client. */
export const headersOf = (secret: Secret): RemoteDaemon["credentials"] =>
  secret.kind === "key"
    ? { authorization: `Bearer ${secret.key}` }
    : { cookie: secret.cookie, "x-csrf-token": secret.csrf };

/** An API key in the environment takes precedence over a stored login, because scripts don't log in. */
const secretFor = (login: Login | undefined): Secret | null => {
  const key = process.env.SENTINEL_KEY;
  return key ? { kind: "key", key } : (login?.secret ?? null);
};

/** The daemon at a URL, as this user reaches it. `fingerprint`: that of the certificate to trust, as typed. */
export const remoteDaemon = (url: string, fingerprint: string | undefined): RemoteDaemon => {
  const login = readLogins()[url];
  const secret = secretFor(login);
  return {
    url,
    credentials: secret === null ? {} : headersOf(secret),
    fingerprint: fingerprint === undefined ? (login?.fingerprint ?? null) : parseFingerprint(fingerprint),
  };
};
