import { CliError, exitCode } from "../../client/client.ts";
import type { Invocation } from "../arguments/invocation.ts";
import { askSecret, canAsk, readStandardInput } from "../terminal/askUser.ts";

/** Read a password from standard input instead of the terminal. */
export const passwordOption = { "password-stdin": { type: "boolean" } } as const;

/** A password from standard input; an empty one is a mistake of the script. */
export const passwordFromInput = async (): Promise<string> => {
  const password = await readStandardInput();
  if (password !== "") return password;
  throw new CliError(
    exitCode.usage,
    "--password-stdin reads the password from standard input, which is empty",
  );
};

/**
 * The password that somebody chooses for a user, asked twice on a terminal; null: none is given, so the user gets a
 * link to choose one.
 */
export const newPassword = async ({ flag }: Invocation, user: string): Promise<string | null> => {
  if (flag("password-stdin")) return passwordFromInput();
  if (!canAsk()) return null;
  const password = await askSecret(`Password for ${user} (Enter: make a link to choose one): `);
  if (password === "") return null;
  if ((await askSecret("Repeat the password: ")) === password) return password;
  throw new CliError(exitCode.usage, "the two passwords differ; nothing was changed");
};
