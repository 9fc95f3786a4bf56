import { CliError, exitCode } from "./client.ts";
import { helpOn, type Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

/** Verbs of the contract that later versions bring. */
const comingVerbs = [
  ...["reload", "top", "run", "runs", "next", "ping", "service", "alerts", "silence"],
  ...["user", "key", "login", "hub", "export", "completion"],
];

/** What PM2, systemctl and supervisorctl call what has another name here; no typing mistakes, so nothing is near. */
const wordsElsewhere: Readonly<Record<string, string>> = {
  ...{ list: "status", ls: "status", ps: "status", monit: "status" },
  ...{ delete: "remove", del: "remove", rm: "remove", kill: "down", shutdown: "down" },
  ...{ describe: "explain", show: "explain", tail: "logs", journal: "events", update: "apply" },
};

const unknownVerb = async (typed: string): Promise<never> => {
  if (comingVerbs.includes(typed))
    throw new CliError(exitCode.usage, `${typed} is not supported by this version yet`);
  const here = Object.hasOwn(wordsElsewhere, typed) ? wordsElsewhere[typed] : undefined;
  if (here)
    throw new CliError(exitCode.usage, `there is no verb "${typed}"; here it is \`sentinel ${here}\``);
  const { suggestion } = await import("../policy/nearest.ts");
  throw new CliError(exitCode.usage, `there is no verb "${typed}"; ${suggestion(typed, Object.keys(verbs))}`);
};

/** The verb and what belongs to it; options that every verb has may also stand before it. */
const splitVerb = (args: ReadonlyArray<string>): readonly [string, ReadonlyArray<string>] => {
  const [first = "help", ...rest] = args;
  if (first === "--home" && rest.length > 1) {
    const [home = "", ...others] = rest;
    const [verb, after] = splitVerb(others);
    return [verb, [`--home=${home}`, ...after]];
  }
  if (first.startsWith("--home=") || first === "--json") {
    const [verb, after] = splitVerb(rest);
    return [verb, [first, ...after]];
  }
  return [first, rest];
};

const run = async (args: ReadonlyArray<string>): Promise<number> => {
  const [typed, rest] = splitVerb(args);
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
