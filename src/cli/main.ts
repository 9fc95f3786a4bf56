import { CliError, exitCode } from "../client/client.ts";
import { UnknownOption } from "./arguments/invocation.ts";
import { isUnrecordedLegacyHome, recordLegacyHome } from "./home/legacyHome.ts";

import { helpOn, type Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

/** Options of every verb that take a value. */
const valueOptions = ["--home", "--tree", "--url", "--fingerprint"];

/** The verb and its arguments; options of every verb may also come before it. */
const splitVerb = (args: ReadonlyArray<string>): readonly [string, ReadonlyArray<string>] => {
  const [first = "help", ...rest] = args;
  if (valueOptions.includes(first) && rest.length > 1) {
    const [chosen = "", ...others] = rest;
    const [verb, after] = splitVerb(others);
    return [verb, [`${first}=${chosen}`, ...after]];
  }
  if (valueOptions.some((option) => first.startsWith(`${option}=`)) || first === "--json") {
    const [verb, after] = splitVerb(rest);
    return [verb, [first, ...after]];
  }
  return [first, rest];
};

const isHomeNamed = (typed: ReadonlyArray<string>): boolean =>
  Boolean(process.env.SENTINEL_HOME) || typed.some((word) => /^--(home|url)(=|$)/.test(word));

const run = async (args: ReadonlyArray<string>): Promise<number> => {
  const [typed, rest] = splitVerb(args);
  const name = typed === "--help" || typed === "-h" ? "help" : typed === "--version" ? "version" : typed;
  const verb: Verb | undefined = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) throw (await import("./arguments/foreignVerbs.ts")).unknownVerb(typed, rest, Object.keys(verbs));
  const end = rest.indexOf("--");
  const own = end < 0 ? rest : rest.slice(0, end);
  if (own.includes("--help") || own.includes("-h")) {
    process.stdout.write(helpOn(verb));
    return exitCode.done;
  }
  if (!isHomeNamed(own) && isUnrecordedLegacyHome()) await recordLegacyHome();
  const { perform } = await verb.load();
  return perform(rest).catch(async (error: unknown) => {
    throw await withSuggestion(name, own, error);
  });
};

/** Errors that come from the vocabulary of another process manager get a suggestion. */
const withSuggestion = async (
  verb: string,
  typed: ReadonlyArray<string>,
  error: unknown,
): Promise<unknown> => {
  if (error instanceof UnknownOption) {
    const { optionMessage } = await import("./arguments/foreignOptions.ts");
    return new CliError(exitCode.usage, optionMessage(verb, error));
  }
  if (!(error instanceof CliError && error.code === exitCode.noSuchChild)) return error;
  const { suggestRoot } = await import("./arguments/foreignVerbs.ts");
  const message = suggestRoot(verb, typed);
  return message === null ? error : new CliError(exitCode.noSuchChild, message);
};

// A reader that has enough (`| head`) is not an error.
process.stdout.on("error", () => process.exit(exitCode.done));

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`sentinel: ${error instanceof CliError ? error.message : (error as Error).stack}\n`);
    process.exitCode = error instanceof CliError ? error.code : exitCode.failed;
  },
);
