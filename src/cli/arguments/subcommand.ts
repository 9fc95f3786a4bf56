import { CliError, exitCode } from "../../client/client.ts";

/** The subcommand of a verb, and its own arguments. */
export const splitSubcommand = (
  args: ReadonlyArray<string>,
): { readonly subcommand: string; readonly typed: ReadonlyArray<string> } => {
  // Common options may come before the verb, and so before the subcommand.
  const position = args.findIndex((word) => !word.startsWith("-"));
  return { subcommand: args[position] ?? "", typed: args.filter((_, index) => index !== position) };
};

/** A subcommand of a verb; the result is the exit code. */
interface Subcommand {
  readonly usage: string;
  readonly run: (typed: ReadonlyArray<string>) => Promise<number>;
}

/** The `perform` of a verb that has only subcommands, given by name. */
export const performSubcommand =
  (subcommands: Readonly<Record<string, Subcommand>>) =>
  (args: ReadonlyArray<string>): Promise<number> => {
    const { subcommand, typed } = splitSubcommand(args);
    const found = Object.hasOwn(subcommands, subcommand) ? subcommands[subcommand] : undefined;
    if (found) return found.run(typed);
    const usages = Object.values(subcommands).map(({ usage }) => `  sentinel ${usage}`);
    return Promise.reject(new CliError(exitCode.usage, `usage:\n${usages.join("\n")}`));
  };
