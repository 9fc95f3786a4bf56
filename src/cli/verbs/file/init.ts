import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { CliError, exitCode } from "../../../client/client.ts";
import type { ConfigError } from "../../../config/diagnostics/ConfigError.ts";
import type { Finding } from "../../../config/import/draft/Finding.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { treeName } from "../../import/treeName.ts";
import { type InitSource, initFormats, initSourcesIn, scriptsIn } from "../../init/initSources.ts";
import { firstFile, fromScripts } from "../../init/initTexts.ts";
import { requestFor, writeNew } from "./configImport.ts";

const usage = "init [-f FILE] [--from FORMAT] [--json]";

/** The content of a file to be written. */
interface Draft {
  readonly yaml: string;
  /** The findings on the keys of the source file. */
  readonly report: ReadonlyArray<Finding>;
}

/** The source for the file: the format that was typed, or the preferred one in the folder; null if there is none. */
const chooseSource = async (
  typed: string | undefined,
  found: ReadonlyArray<InitSource>,
  folder: string,
): Promise<InitSource | null> => {
  if (typed === undefined) return found[0] ?? null;
  const format = typed.toLowerCase();
  if (!initFormats.includes(format)) {
    const { suggestion } = await import("../../../policy/nearest.ts");
    throw new CliError(
      exitCode.usage,
      `init can't read the format "${typed}"; ${suggestion(format, initFormats)}; \`sentinel config import\` reads more formats`,
    );
  }
  const source = found.find((one) => one.format === format);
  if (source) return source;
  throw new CliError(exitCode.failed, `there is no file of the format ${format} in ${folder}`);
};

const imported = async (format: string, path: string): Promise<Draft> => {
  const { importConfig } = await import("../../../config/import/importConfig.ts");
  const result = importConfig(format, await requestFor(format, path, [], undefined));
  if (result._tag === "Right") return result.right;
  const { formatErrors } = await import("../../../config/diagnostics/formatErrors.ts");
  throw new CliError(
    exitCode.invalid,
    `${path} can't be imported; \`--from\` chooses another source\n\n${formatErrors(result.left)}`,
  );
};

const makeDraft = async (source: InitSource | null, folder: string): Promise<Draft> => {
  if (source === null) return { yaml: firstFile(treeName(folder)), report: [] };
  const path = relative(process.cwd(), join(folder, source.file));
  if (source.format !== "package.json") return imported(source.format, path);
  return { yaml: fromScripts(treeName(folder), folder, scriptsIn(path)), report: [] };
};

/** The children of the file that was written, or its errors, such as variables that are not set here. */
const readBack = async (file: string) => {
  const { language } = await import("../../../daemon/treeFile.ts");
  const read = language.read({ file });
  if (read._tag === "Right")
    return { children: read.right.tree.root.children.map(({ id }) => id), errors: [], problem: null };
  const errors: ReadonlyArray<ConfigError> = read.left.kind === "invalid" ? read.left.errors : [];
  const problem = read.left.kind === "invalid" ? language.formatErrors(errors) : read.left.message;
  return { children: [], errors, problem };
};

const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}ren`}`;

/** A note that the import is not exact, and how to see the differences. */
const importNote = (source: InitSource | null, report: ReadonlyArray<Finding>): ReadonlyArray<string> => {
  const written = report.filter(({ isDefault }) => !isDefault);
  const lost = written.filter(({ fidelity }) => fidelity !== "exact").length;
  return source === null || lost === 0
    ? []
    : [
        `${lost} of ${written.length} settings were not imported exactly: \`sentinel config import ${source.format} ${source.file}\` lists them`,
      ];
};

/** A note that the children of a Procfile are not independent, and how to make them so. */
const autoShutdownNote = (yaml: string): ReadonlyArray<string> =>
  /^auto_shutdown: (any|all)_significant$/m.test(yaml)
    ? [
        "when one of them exits, all stop, as in the source; to restart each by itself, remove `auto_shutdown`, and `restart` and `significant` of the children",
      ]
    : [];

/** `sentinel init`: write a first file from the files in its folder, and suggest what to type next. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    file: { type: "string", short: "f" },
    from: { type: "string" },
  });
  atMost(0, invocation, usage);
  const { json, value } = invocation;
  const file = value("file") ?? "sentinel.yaml";
  if (existsSync(file))
    throw new CliError(
      exitCode.failed,
      `${file} already exists, and init does not overwrite files; edit it, or name a new file with -f`,
    );
  const folder = dirname(resolve(file));
  const found = initSourcesIn(folder);
  const source = await chooseSource(value("from"), found, folder);
  const { yaml, report } = await makeDraft(source, folder);
  writeNew(file, yaml);
  const { children, errors, problem } = await readBack(file);
  const from = source?.file ?? null;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ file, from, format: source?.format ?? null, children, valid: problem === null, errors, report })}\n`,
    );
  if (problem !== null) {
    process.stderr.write(`sentinel: ${file} was written, but is not valid yet\n\n${problem}\n`);
    return exitCode.invalid;
  }
  if (json) return exitCode.done;
  const others = found.filter((one) => one !== source);
  const option = file === "sentinel.yaml" ? "" : ` -f ${file}`;
  const lines = [
    `wrote ${file}${from === null ? "" : ` from ${from}`}: ${plural(children.length, "child")} (${children.join(", ")})`,
    ...importNote(source, report),
    ...autoShutdownNote(yaml),
    ...others.map((one) => `not used: ${one.file} (\`--from ${one.format}\`)`),
    "next:",
    `  sentinel up${option}            run it here; Ctrl-C stops it`,
    `  sentinel up --detach${option}   run it in the background; then use status, logs -f, down`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return exitCode.done;
};
