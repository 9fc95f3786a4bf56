import { Either } from "effect";
import type { ConfigError } from "../ConfigError.ts";
import type { Files } from "../files.ts";
import { parseTree } from "../parseTree.ts";
import { makeConsistent } from "./consistent.ts";
import { copiedSecrets } from "./copiedSecrets.ts";
import { importCrontab } from "./crontab/importCrontab.ts";
import type { Finding } from "./Finding.ts";
import { importLaunchd } from "./launchd/importLaunchd.ts";
import { importPm2 } from "./pm2/importPm2.ts";
import { printDraft } from "./printDraft.ts";
import { importProcessCompose } from "./processCompose/importProcessCompose.ts";
import { importProcfile } from "./procfile/importProcfile.ts";
import type { ImportRequest, ImportResult } from "./request.ts";
import { importSupervisord } from "./supervisord/importSupervisord.ts";
import { importSystemd } from "./systemd/importSystemd.ts";
import { TooMuch } from "./tooMuch.ts";

/** The formats that can be imported, by the word for them on the command line. */
export const importers: Readonly<Record<string, (request: ImportRequest) => ImportResult>> = {
  pm2: importPm2,
  supervisord: importSupervisord,
  procfile: importProcfile,
  "process-compose": importProcessCompose,
  crontab: importCrontab,
  systemd: importSystemd,
  launchd: importLaunchd,
};

/** What an import comes to. */
interface ImportedConfig {
  /** A `sentinel.yaml` that `config validate` accepts. */
  readonly yaml: string;
  readonly report: ReadonlyArray<Finding>;
}

/** Characters of all sources together that are read: real ones have a few thousand. */
const mostText = 1_000_000;

const wrongAsWhole = ({ sources, beside }: ImportRequest): ReadonlyArray<ConfigError> =>
  [...sources, ...beside].flatMap(({ file, text }) => {
    const say = (message: string, hint: string) => [
      { file, line: 1, column: 1, message, source: "", trail: [], hint },
    ];
    if (text.length > mostText)
      return say(`the file has ${text.length} characters`, "imports read up to 1000000: split it");
    const zero = text.indexOf("\u0000");
    if (text.startsWith("bplist"))
      return say("this is a binary property list", "convert it first: plutil -convert xml1 FILE");
    if (zero >= 0 || text.includes("\uFFFD"))
      return say("this is not text in UTF-8", "convert it first: iconv -t utf-8 FILE");
    return [];
  });

const refused = ({ sources: [{ file }] }: ImportRequest, message: string): ReadonlyArray<ConfigError> => [
  {
    file,
    line: 1,
    column: 1,
    message,
    source: "",
    trail: [],
    hint: "is this the right file? split it otherwise",
  },
];

/** Any variable: whether they are set is seen where the tree is loaded. */
const everyVariable: Readonly<Record<string, string>> = new Proxy({}, { get: () => "x" });

/** Env files that the source names: whether they are there is seen where the tree is loaded, too. */
const anyFiles: Files = { read: () => Either.right(""), glob: () => [] };

/** A value that the source allows and Sentinel does not, seen by reading what is to be handed out. */
const wrongInside = (
  yaml: string,
  environments: Iterable<string | undefined>,
  request: ImportRequest,
): ReadonlyArray<ConfigError> => {
  const [{ file }] = request.sources;
  for (const environment of environments) {
    const options = { file, directory: request.directory, variables: everyVariable, files: anyFiles };
    const parsed = parseTree(yaml, environment === undefined ? options : { ...options, environment });
    if (Either.isLeft(parsed))
      return parsed.left.map((error) => ({
        ...error,
        line: 1,
        column: 1,
        message: `it comes to a setting that Sentinel does not take: ${error.message}`,
      }));
  }
  return [];
};

/**
 * A configuration of another program as a `sentinel.yaml`, with what became of each of its keys; or everything
 * that could not be understood. Nothing of the source is run.
 */
export const importConfig = (
  format: string,
  request: ImportRequest,
): Either.Either<ImportedConfig, ReadonlyArray<ConfigError>> => {
  const importer = Object.hasOwn(importers, format) ? importers[format] : undefined;
  if (!importer) throw new Error(`no such format: ${format}`);
  const wrong = wrongAsWhole(request);
  if (wrong.length > 0) return Either.left(wrong);
  try {
    return Either.flatMap(importer(request), ({ tree, findings }) => {
      for (const child of tree.children) makeConsistent(child);
      tree.remarks.unshift(
        `Imported from ${request.sources.map(({ file }) => file).join(", ")}.`,
        "Relative paths start from this file's folder: keep it where the source was.",
      );
      const yaml = printDraft(tree);
      const errors = wrongInside(yaml, [undefined, ...tree.environments.keys()], request);
      const report = [...findings, ...copiedSecrets(tree)];
      return errors.length > 0 ? Either.left(errors) : Either.right({ yaml, report });
    });
  } catch (error) {
    if (error instanceof RangeError) return Either.left(refused(request, "this is nested too deeply"));
    if (error instanceof TooMuch) return Either.left(refused(request, error.message));
    throw error;
  }
};
