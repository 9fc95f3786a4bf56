import { CliError, exitCode, request } from "../../../client/client.ts";
import { type Login, readLogins, removeLogin } from "../../account/credentials.ts";
import { daemonUrl } from "../../account/daemonUrl.ts";
import { headersOf } from "../../account/remoteDaemon.ts";
import { atMost, type Invocation, parseInvocation } from "../../arguments/invocation.ts";

const usage = "logout [URL]";

/** The given URL, or else the only one at which the user has logged in. */
const urlIn = (invocation: Invocation): string => {
  const [argument] = atMost(1, invocation, usage);
  const given = argument ?? invocation.value("url") ?? (process.env.SENTINEL_URL || undefined);
  if (given !== undefined) return daemonUrl(given, "logout");
  const [only, ...others] = Object.keys(readLogins());
  if (only !== undefined && others.length === 0) return only;
  throw new CliError(
    exitCode.usage,
    only === undefined
      ? "you have not logged in anywhere"
      : `you have logged in at several daemons; name one: sentinel ${usage}\n${[only, ...others].map((one) => `  ${one}`).join("\n")}`,
  );
};

/** End the session at the daemon. An API key remains valid: `key revoke` revokes it. */
const endSession = async (url: string, { secret, ...login }: Login): Promise<void> => {
  if (secret.kind === "key") return;
  const fingerprint = login.fingerprint ?? null;
  await request({ url, credentials: headersOf(secret), fingerprint }, "DELETE /session", {});
};

/** `sentinel logout`: end the session at a remote daemon, and delete the stored login. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const url = urlIn(invocation);
  const login = readLogins()[url];
  if (login === undefined) throw new CliError(exitCode.failed, `you have not logged in at ${url}`);
  const why = await endSession(url, login).then(
    () => null,
    (error: unknown) => {
      if (error instanceof CliError) return error.message;
      throw error;
    },
  );
  removeLogin(url);
  if (invocation.json)
    process.stdout.write(`${JSON.stringify({ url, principal: login.principal, problem: why })}\n`);
  else process.stdout.write(`logged out at ${url} (${login.principal})\n`);
  if (why !== null)
    process.stderr.write(`sentinel: the login is forgotten here, but its session was not ended: ${why}\n`);
  return exitCode.done;
};
