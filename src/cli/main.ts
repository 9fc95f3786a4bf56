import { CliError, exitCode } from "./client.ts";
import { helpOn, type Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

const unknownVerb = async (typed: string): Promise<never> => {
  const { suggestion } = await import("../config/nearest.ts");
  throw new CliError(exitCode.usage, `there is no verb "${typed}"; ${suggestion(typed, Object.keys(verbs))}`);
};

const run = async ([typed = "help", ...rest]: ReadonlyArray<string>): Promise<number> => {
  const name = typed === "--help" || typed === "-h" ? "help" : typed === "--version" ? "version" : typed;
  const verb: Verb | undefined = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) return unknownVerb(typed);
  const end = rest.indexOf("--");
  const own = end < 0 ? rest : rest.slice(0, end);
  if (own.includes("--help") || own.includes("-h")) {
    process.stdout.write(helpOn(verb));
    return exitCode.done;
  }
  const { perform } = await verb.load();
  return perform(rest);
};

// A reader that has seen enough (`| head`) is no reason to complain.
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
