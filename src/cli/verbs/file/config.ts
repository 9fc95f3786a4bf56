import { CliError, exitCode } from "../../../client/client.ts";
import type { TreeSpec } from "../../../domain/tree/ChildSpec.ts";
import { pastJobs } from "../../../policy/job/past.ts";
import { atMost, type Invocation, parseInvocation } from "../../arguments/invocation.ts";
import { splitSubcommand } from "../../arguments/subcommand.ts";
import { treeOptions } from "../../start/startHere.ts";

const usage =
  "config validate|show|schema [-f FILE] [--env NAME] | history | diff [A [B]] | rollback [REV] | settings [set KEY VALUE | unset KEY] | import FORMAT FILE";

const load = async () => (await import("../../../daemon/treeFile.ts")).language;
type Language = Awaited<ReturnType<typeof load>>;

const fileOf = ({ value }: Invocation) => {
  const environment = value("env");
  return { file: value("file") ?? "sentinel.yaml", ...(environment === undefined ? {} : { environment }) };
};

/** The tree of the file, or its errors; an unreadable file ends the command. */
const readTree = (language: Language, invocation: Invocation) => {
  const read = language.read(fileOf(invocation));
  if (read._tag === "Right") return { ...read.right, errors: [] };
  if (read.left.kind === "unreadable") throw new CliError(exitCode.invalid, read.left.message);
  return { tree: null, errors: read.left.errors };
};

/** Declarations that are valid, but probably mistakes. */
const warningsOf = (tree: TreeSpec) =>
  pastJobs(tree.root, Date.now()).map(({ path, at }) => ({
    path,
    message: `nothing is due any more: ${new Date(at).toISOString()} has passed; change \`at\`, or write \`schedule: manual\``,
  }));

const validate = (language: Language, invocation: Invocation): number => {
  const { tree, errors } = readTree(language, invocation);
  const warnings = tree === null ? [] : warningsOf(tree);
  if (invocation.json)
    process.stdout.write(`${JSON.stringify({ valid: errors.length === 0, errors, warnings })}\n`);
  else if (errors.length > 0) process.stderr.write(`${language.formatErrors(errors)}\n`);
  else {
    for (const { path, message } of warnings) process.stderr.write(`warning: ${path}: ${message}\n`);
    process.stdout.write(`${fileOf(invocation).file} is valid\n`);
  }
  return errors.length === 0 ? exitCode.done : exitCode.invalid;
};

const show = (language: Language, invocation: Invocation): number => {
  const read = readTree(language, invocation);
  if (read.tree === null) throw new CliError(exitCode.invalid, language.formatErrors(read.errors));
  const origins = invocation.flag("merged") ? language.originsIn(read.effective) : undefined;
  process.stdout.write(
    invocation.json ? `${JSON.stringify(read.tree)}\n` : language.printTree(read.tree, origins),
  );
  return exitCode.done;
};

const schema = (language: Language): number => {
  process.stdout.write(language.schema());
  return exitCode.done;
};

/** The subcommands for files. */
const fileSubcommands = new Map([
  ["validate", validate],
  ["show", show],
  ["schema", schema],
]);

export const perform = async (args: ReadonlyArray<string>): Promise<number> => {
  const { subcommand, typed } = splitSubcommand(args);
  if (subcommand === "import") return (await import("./configImport.ts")).perform(typed);
  if (subcommand === "settings") return (await import("./configSettings.ts")).perform(typed);
  if (subcommand === "history" || subcommand === "diff" || subcommand === "rollback")
    return (await import("./configRevisions.ts")).revisionSubcommands[subcommand](typed);
  const run = fileSubcommands.get(subcommand);
  if (!run) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  const invocation = parseInvocation(typed, { ...treeOptions, merged: { type: "boolean" } });
  atMost(0, invocation, `config ${subcommand} [-f FILE] [--env NAME]`);
  return run(await load(), invocation);
};
