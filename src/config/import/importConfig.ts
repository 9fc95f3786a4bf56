import { Either } from "effect";
import type { Files } from "../assemble/files.ts";
import type { ConfigError } from "../diagnostics/ConfigError.ts";
import { type ParseOptions, parseTree } from "../parseTree.ts";
import { importCrontab } from "./crontab/importCrontab.ts";
import { asJobs } from "./draft/asJobs.ts";
import { makeConsistent } from "./draft/consistent.ts";
import { copiedSecrets } from "./draft/copiedSecrets.ts";
import { disableBlocked } from "./draft/disableBlocked.ts";
import type { Finding } from "./draft/Finding.ts";
import { printDraft } from "./draft/printDraft.ts";
import { rebase } from "./draft/rebase.ts";
import type { ImportRequest, ImportResult } from "./draft/request.ts";
import { ImportTooLarge } from "./draft/sizeLimits.ts";
import { importLaunchd } from "./launchd/importLaunchd.ts";
import { importPm2 } from "./pm2/importPm2.ts";
import { importProcessCompose } from "./processCompose/importProcessCompose.ts";
import { importProcfile } from "./procfile/importProcfile.ts";
import { importSupervisord } from "./supervisord/importSupervisord.ts";
import { importSystemd } from "./systemd/importSystemd.ts";
import { tableOf } from "./table/tableOf.ts";

/** The importers by their format on the command line. */
export const importers: Readonly<Record<string, (request: ImportRequest) => ImportResult>> = tableOf({
  pm2: importPm2,
  supervisord: importSupervisord,
  procfile: importProcfile,
  "process-compose": importProcessCompose,
  crontab: importCrontab,
  systemd: importSystemd,
  launchd: importLaunchd,
});

/** The result of an import. */
interface ImportedConfig {
  /** A `sentinel.yaml` that `config validate` accepts once nothing of `missing` is missing. */
  readonly yaml: string;
  readonly report: ReadonlyArray<Finding>;
  /** What keeps it from being valid where it will be loaded, such as unset variables and missing files, each once. */
  readonly missing: ReadonlyArray<ConfigError>;
}

/** The size limit of a source in characters: real ones have a few thousand. */
const maxText = 1_000_000;

const sourceErrors = ({ sources, beside }: ImportRequest): ReadonlyArray<ConfigError> =>
  [...sources, ...beside].flatMap(({ file, text }) => {
    const error = (message: string, hint: string) => [
      { file, line: 1, column: 1, message, source: "", trail: [], hint },
    ];
    if (text.length > maxText)
      return error(`the file has ${text.length} characters`, "imports read up to 1000000: split it");
    const zero = text.indexOf("\u0000");
    if (text.startsWith("bplist"))
      return error("this is a binary property list", "convert it first: plutil -convert xml1 FILE");
    if (zero >= 0 || text.includes("\uFFFD"))
      return error("this is not text in UTF-8", "convert it first: iconv -t utf-8 FILE");
    return [];
  });

const singleError = ({ sources: [{ file }] }: ImportRequest, message: string): ReadonlyArray<ConfigError> => [
  {
    file,
    line: 1,
    column: 1,
    message,
    source: "",
    trail: [],
    hint: "check that it is the right file, or split it",
  },
];

/** Treats every variable as set: unset ones are found where the tree is loaded. */
const everyVariable: Readonly<Record<string, string>> = new Proxy({}, { get: () => "x" });

/** Treats every env file as present: missing ones are found where the tree is loaded. */
const everyFile: Files = { read: () => Either.right(""), glob: () => [] };

/** The distinct errors of a text in any of its environments and without one. */
const errorsIn = (
  yaml: string,
  environments: Iterable<string>,
  options: Omit<ParseOptions, "environment">,
): ReadonlyArray<ConfigError> => {
  const found = new Map<string, ConfigError>();
  for (const chosen of [{}, ...[...environments].map((environment) => ({ environment }))]) {
    const parsed = parseTree(yaml, { ...options, ...chosen });
    if (Either.isRight(parsed)) continue;
    for (const error of parsed.left) found.set(`${error.line}:${error.column}: ${error.message}`, error);
  }
  return [...found.values()];
};

/** Values that the source allows and Sentinel does not, found by parsing the result. */
const unsupportedSettings = (
  yaml: string,
  environments: Iterable<string>,
  { sources: [{ file }], directory }: ImportRequest,
): ReadonlyArray<ConfigError> =>
  errorsIn(yaml, environments, { file, directory, variables: everyVariable, files: everyFile }).map(
    (error) => ({
      ...error,
      line: 1,
      column: 1,
      message: `it results in a setting that Sentinel does not accept: ${error.message}`,
    }),
  );

/** What is missing where the result will be loaded. */
const missingWhereLoaded = (
  yaml: string,
  environments: Iterable<string>,
  { place: { directory, variables, read } }: ImportRequest,
): ReadonlyArray<ConfigError> => {
  const files: Files = {
    read: (path) => {
      const found = read(path);
      return "text" in found ? Either.right(found.text) : Either.left(found.why);
    },
    glob: () => [],
  };
  return errorsIn(yaml, environments, { file: "sentinel.yaml", directory, variables, files });
};

/**
 * Convert a configuration of another program to a `sentinel.yaml`, with a finding for each of its keys; or return all
 * errors. Nothing of the source is executed.
 */
export const importConfig = (
  format: string,
  request: ImportRequest,
): Either.Either<ImportedConfig, ReadonlyArray<ConfigError>> => {
  const importer = Object.hasOwn(importers, format) ? importers[format] : undefined;
  if (!importer) throw new Error(`no such format: ${format}`);
  const wrong = sourceErrors(request);
  if (wrong.length > 0) return Either.left(wrong);
  try {
    return Either.flatMap(importer(request), ({ tree, findings }) => {
      const told = asJobs(tree, request.timezone, findings);
      for (const child of tree.children) makeConsistent(child);
      disableBlocked(tree);
      rebase(tree, request.directory);
      tree.remarks.unshift(
        `Imported from ${request.sources.map(({ file }) => file).join(", ")}.`,
        "Relative paths start from this file's folder; keep it where the source was.",
      );
      const yaml = printDraft(tree);
      const environments = [...tree.environments.keys()];
      const missing = missingWhereLoaded(yaml, environments, request);
      // Errors that no variable or file can fix mean that there is no result at all.
      const errors = missing.length > 0 ? unsupportedSettings(yaml, environments, request) : [];
      if (errors.length > 0) return Either.left(errors);
      return Either.right({ yaml, report: [...told, ...copiedSecrets(tree)], missing });
    });
  } catch (error) {
    if (error instanceof RangeError) return Either.left(singleError(request, "this is nested too deeply"));
    if (error instanceof ImportTooLarge) return Either.left(singleError(request, error.message));
    throw error;
  }
};
