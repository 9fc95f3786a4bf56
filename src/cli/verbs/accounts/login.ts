import { CliError, exitCode } from "../../../client/client.ts";
import { certificateToTrust } from "../../account/certificate.ts";
import { storeLogin } from "../../account/credentials.ts";
import { daemonUrl, isPrivate } from "../../account/daemonUrl.ts";
import { logIn, type Proof } from "../../account/logIn.ts";
import { passwordFromInput, passwordOption } from "../../account/newPassword.ts";
import { describeRights } from "../../account/rights.ts";
import { atMost, type Invocation, parseInvocation } from "../../arguments/invocation.ts";
import { askLine, askSecret, canAsk, readStandardInput } from "../../terminal/askUser.ts";

const usage = "login URL [--user NAME [--password-stdin] | --key-stdin] [--fingerprint SHA256]";

/** The URL given by the argument, by --url or by SENTINEL_URL. */
const urlIn = (invocation: Invocation): string => {
  const [argument] = atMost(1, invocation, usage);
  const option = invocation.value("url");
  if (argument !== undefined && option !== undefined)
    throw new CliError(exitCode.usage, "--url and the argument both name a daemon; leave one out");
  const typed = argument ?? option;
  if (typed !== undefined) return daemonUrl(typed, "login");
  const variable = process.env.SENTINEL_URL;
  if (!variable) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  return daemonUrl(variable, "SENTINEL_URL");
};

const keyFrom = (text: string): Proof => ({ kind: "key", key: text.trim() });

/** The credentials to log in with; the user is asked for those that were not given. */
const proofIn = async ({ value, flag }: Invocation): Promise<Proof> => {
  const given = value("user");
  const [hasPassword, hasKey] = [flag("password-stdin"), flag("key-stdin")];
  if (hasKey && (hasPassword || given !== undefined))
    throw new CliError(exitCode.usage, "an API key belongs to no user; leave out --key-stdin, or the others");
  if (hasKey) return keyFrom(await readStandardInput());
  if (hasPassword && given === undefined)
    throw new CliError(exitCode.usage, "--password-stdin takes the --user whose password it is");
  if (hasPassword && given !== undefined)
    return { kind: "password", user: given, password: await passwordFromInput() };
  if (!canAsk())
    throw new CliError(
      exitCode.usage,
      "without a terminal, give a user with --user NAME --password-stdin, or an API key with --key-stdin",
    );
  const user = given ?? (await askLine("User (Enter: use an API key): ")).trim();
  if (user === "") return keyFrom(await askSecret("API key: "));
  return { kind: "password", user, password: await askSecret(`Password of ${user}: `) };
};

/** `sentinel login`: log in at a remote daemon, so that --url reaches it. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    user: { type: "string" },
    "key-stdin": { type: "boolean" },
    ...passwordOption,
  });
  const url = urlIn(invocation);
  const { stdout, stderr } = process;
  if (!isPrivate(url))
    stderr.write(
      `sentinel: ${url} does not use TLS: anybody who can read the connection can use what you type now\n`,
    );
  const fingerprint = await certificateToTrust(url, invocation.value("fingerprint"));
  const { who, login } = await logIn({ url, credentials: {}, fingerprint }, await proofIn(invocation));
  storeLogin(url, login);
  const { principal, role, scope, session } = who;
  if (invocation.json) {
    stdout.write(
      `${JSON.stringify({ url, principal, role, scope, expires_at: session?.expires_at ?? null })}\n`,
    );
    return exitCode.done;
  }
  stdout.write(`logged in at ${url} as ${principal} (${describeRights(who)})\n`);
  stderr.write(`sentinel: \`sentinel status --url ${url}\`, or set SENTINEL_URL\n`);
  return exitCode.done;
};
