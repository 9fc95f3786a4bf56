import { CliError, exitCode } from "../client.ts";
import { atMost, type Invocation, parseInvocation } from "../invocation.ts";
import { treeOptions } from "../startHere.ts";

const usage =
  "config validate|show|schema [-f FILE] [--env NAME] | history | diff [A [B]] | rollback [REV] | import FORMAT FILE";

const load = async () => (await import("../../treeFile.ts")).language;
type Language = Awaited<ReturnType<typeof load>>;

const fileOf = ({ value }: Invocation) => {
  const environment = value("env");
  return { file: value("file") ?? "sentinel.yaml", ...(environment === undefined ? {} : { environment }) };
};

/** The tree of the file, or what is wrong with it; a file that can't be had at all ends the command. */
const readTree = (language: Language, invocation: Invocation) => {
  const read = language.read(fileOf(invocation));
  if (read._tag === "Right") return { ...read.right, errors: [] };
  if (read.left.kind === "unreadable") throw new CliError(exitCode.invalid, read.left.message);
  return { tree: null, errors: read.left.errors };
};

const validate = (language: Language, invocation: Invocation): number => {
  const { errors } = readTree(language, invocation);
  if (invocation.json) process.stdout.write(`${JSON.stringify({ valid: errors.length === 0, errors })}\n`);
  else if (errors.length > 0) process.stderr.write(`${language.formatErrors(errors)}\n`);
  else process.stdout.write(`${fileOf(invocation).file} is valid\n`);
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

/** What there is about files, by its word. */
const ofFiles = new Map([
  ["validate", validate],
  ["show", show],
  ["schema", schema],
]);

export const perform = async (all: ReadonlyArray<string>): Promise<number> => {
  // Options that every verb has may stand before it, and so before its own word.
  const place = all.findIndex((word) => !word.startsWith("-"));
  const what = all[place] ?? "";
  const typed = all.filter((_, index) => index !== place);
  if (what === "import") return (await import("./configImport.ts")).perform(typed);
  if (what === "history" || what === "diff" || what === "rollback")
    return (await import("./configRevisions.ts")).about[what](typed);
  const act = ofFiles.get(what);
  if (!act) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  const invocation = parseInvocation(typed, { ...treeOptions, merged: { type: "boolean" } });
  atMost(0, invocation, `config ${what} [-f FILE] [--env NAME]`);
  return act(await load(), invocation);
};
