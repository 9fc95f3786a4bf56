import { ask, CliError, exitCode, requestCookie } from "../../client/client.ts";
import type { RemoteDaemon } from "../../client/daemonRef.ts";
import type { AnswerOf } from "../../client/routes.ts";
import type { Login, Secret } from "./credentials.ts";
import { headersOf } from "./remoteDaemon.ts";

type WhoAmI = AnswerOf<"GET /session">;

/** A login at a daemon that has succeeded. */
interface LoggedIn {
  readonly who: WhoAmI;
  readonly login: Login;
}

/** The credentials of a user or a key: typed, or from standard input. */
export type Proof =
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  | { readonly kind: "key"; readonly key: string };

const loginWith = ({ fingerprint }: RemoteDaemon, { principal }: WhoAmI, secret: Secret): Login => ({
  ...{ principal, secret },
  ...(fingerprint === null ? {} : { fingerprint }),
});

const byKey = async (daemon: RemoteDaemon, key: string): Promise<LoggedIn> => {
  const secret: Secret = { kind: "key", key };
  const who = await ask({ ...daemon, credentials: headersOf(secret) }, "GET /session");
  return { who, login: loginWith(daemon, who, secret) };
};

const byPassword = async (daemon: RemoteDaemon, username: string, password: string): Promise<LoggedIn> => {
  const { answer: who, cookie } = await requestCookie(daemon, "POST /session", { username, password });
  const { session, csrf } = who;
  if (cookie === null || session === null || csrf === null)
    throw new CliError(
      exitCode.failed,
      `${daemon.url} has answered without a session; a reverse proxy must pass on the header set-cookie`,
    );
  const secret: Secret = { kind: "session", cookie, csrf, expires_at: session.expires_at };
  return { who, login: loginWith(daemon, who, secret) };
};

/** Log in at a daemon. Of the typed credentials only an API key is stored: a password is exchanged for a session. */
export const logIn = (daemon: RemoteDaemon, proof: Proof): Promise<LoggedIn> =>
  proof.kind === "key" ? byKey(daemon, proof.key) : byPassword(daemon, proof.user, proof.password);
