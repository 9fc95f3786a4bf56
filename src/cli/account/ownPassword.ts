import { CliError, exitCode, request } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { askSecret, canAsk } from "../terminal/askUser.ts";
import { readLogins, storeLogin } from "./credentials.ts";
import { logIn } from "./logIn.ts";

/** The name of the user who has logged in at a remote daemon with a password. */
const ownName = (daemon: DaemonRef): string => {
  const login = typeof daemon === "string" ? undefined : readLogins()[daemon.url];
  if (login?.secret.kind === "session") return login.principal.replace(/^user:/, "");
  throw new CliError(
    exitCode.usage,
    "only who has logged in at a daemon with a password has one to change; name the user: sentinel user passwd NAME",
  );
};

/**
 * Change the user's own password at a remote daemon, on a terminal, and log in again, because the change ends all
 * sessions. Returns the name of the user.
 */
export const changeOwnPassword = async (daemon: DaemonRef): Promise<string> => {
  const user = ownName(daemon);
  if (!canAsk() || typeof daemon === "string")
    throw new CliError(
      exitCode.usage,
      "your own password is changed on a terminal, where you are asked for it",
    );
  const current = await askSecret(`Current password of ${user}: `);
  const password = await askSecret("New password: ");
  if ((await askSecret("Repeat the password: ")) !== password)
    throw new CliError(exitCode.usage, "the two passwords differ; nothing was changed");
  await request(daemon, "POST /password", { current, password });
  const { login } = await logIn({ ...daemon, credentials: {} }, { kind: "password", user, password });
  storeLogin(daemon.url, login);
  return user;
};
