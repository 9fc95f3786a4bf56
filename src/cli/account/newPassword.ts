import { CliError, exitCode } from "../../client/client.ts";
import type { Invocation } from "../arguments/invocation.ts";
import { askSecret, canAsk, readStandardInput } from "../terminal/askUser.ts";

/** Read a password from standard input instead of the terminal. */
export const passwordOption = { "password-stdin": { type: "boolean" } } as const;

/** A password from standard input; an empty one is an error in the script. */
export const passwordFromInput = async (): Promise<string> => {
  const password = await readStandardInput();
  if (password !== "") return password;
  throw new CliError(
    exitCode.usage,
    "--password-stdin reads the password from standard input, which is empty",
  );
};

/**
 * The password that the user chooses, typed twice on a terminal; null if none is given, so that a link is made with
 * which to choose one.
 */
export const newPassword = async ({ flag }: Invocation, user: string): Promise<string | null> => {
  if (flag("password-stdin")) return passwordFromInput();
  if (!canAsk()) return null;
  const password = await askSecret(`Password for ${user} (Enter: make a link to choose one): `);
  if (password === "") return null;
  if ((await askSecret("Repeat the password: ")) === password) return password;
  throw new CliError(exitCode.usage, "the two passwords differ; nothing was changed");
};
