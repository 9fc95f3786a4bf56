import { existsSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { zoneOfMachine } from "../../../calendar/zone.ts";
import { CliError, exitCode } from "../../../client/client.ts";
import type { ConfigError } from "../../../config/diagnostics/ConfigError.ts";
import type { ImportRequest } from "../../../config/import/draft/request.ts";
import { parseInvocation } from "../../arguments/invocation.ts";
import { importFormats } from "../../import/formats.ts";
import { readOsUsers } from "../../import/osUsers.ts";
import { readInput, readSource, tryRead } from "../../import/readSources.ts";
import { relatedFiles, unitFile } from "../../import/relatedFiles.ts";
import { missingLines, reportLines } from "../../import/reportLines.ts";
import { treeName } from "../../import/treeName.ts";
import { printable } from "../../terminal/printable.ts";

const usage = "config import FORMAT FILE... [-o FILE] [--json]";

/** Formats that allow several files for one tree. */
const multiFileFormats = ["supervisord", "process-compose", "systemd", "launchd"];

const formatOf = async (typed: string): Promise<string> => {
  const format = typed.toLowerCase();
  if (importFormats.includes(format)) return format;
  const { suggestion } = await import("../../../policy/nearest.ts");
  // `cron` is too short to be near anything.
  const meant = importFormats.find((name) => format.length > 2 && name.startsWith(format));
  if (meant !== undefined)
    throw new CliError(exitCode.usage, `there is no format "${typed}"; did you mean ${meant}?`);
  throw new CliError(exitCode.usage, `there is no format "${typed}"; ${suggestion(format, importFormats)}`);
};

const isScript = (file: string): boolean => /\.[cm]?js$/.test(file);

/** What is typed for standard input, and what it is called in messages. */
const standardInput = "-";
const inputName = "standard input";

/** Everything that an import depends on, read from this machine. */
export const requestFor = async (
  format: string,
  first: string,
  others: ReadonlyArray<string>,
  output: string | undefined,
): Promise<ImportRequest> => {
  const read = (file: string) =>
    file === standardInput
      ? { file: inputName, text: readInput(inputName), directory: process.cwd() }
      : {
          file,
          text: readSource(format === "systemd" ? unitFile(file) : file),
          directory: dirname(resolve(file)),
        };
  const directory = dirname(resolve(first));
  const target = output === undefined ? directory : dirname(resolve(output));
  const named = new Set([first, ...others].map((file) => resolve(file)));
  const source = read(first);
  const script =
    format === "pm2" && isScript(first)
      ? await (await import("../../import/evaluate.ts")).evaluate(first, source.text)
      : null;
  return {
    ...(script && { evaluated: script.value, asked: script.asked }),
    sources: [source, ...others.map(read)],
    beside: [first, ...others]
      .flatMap((file) => relatedFiles(format, file))
      .filter(({ file }) => !named.has(resolve(file))),
    directory,
    name: treeName(target),
    osUsers: readOsUsers(),
    timezone: zoneOfMachine(),
    processors: availableParallelism(),
    place: {
      directory: target,
      variables: process.env,
      read: tryRead,
    },
  };
};

/** The file that line numbers refer to; null if they are of several files. Env files have no lines in a report. */
const fileOfLines = ({ sources, beside }: ImportRequest): string | null => {
  const [first, ...others] = [...sources, ...beside].filter(({ file }) => !file.endsWith(".env"));
  return others.length > 0 ? null : (first?.file ?? null);
};

const reportErrors = async (errors: ReadonlyArray<ConfigError>, json: boolean): Promise<number> => {
  const { formatErrors } = await import("../../../config/diagnostics/formatErrors.ts");
  if (json) process.stdout.write(`${JSON.stringify({ valid: false, errors })}\n`);
  else process.stderr.write(`${formatErrors(errors)}\n`);
  return exitCode.invalid;
};

/** Write a new file for its owner alone, since imported settings may contain secrets. */
export const writeNew = (file: string, yaml: string): void => {
  try {
    writeFileSync(file, yaml, { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw new CliError(
      exitCode.failed,
      `${file} can't be written: ${error instanceof Error ? error.message : error}`,
    );
  }
};

/**
 * `sentinel config import FORMAT FILE`: writes YAML to standard output, and the result for each key to standard error.
 */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { json, value, words } = parseInvocation(typed, { output: { type: "string", short: "o" } });
  const [typedFormat, first, ...others] = words;
  if (typedFormat === undefined || first === undefined)
    throw new CliError(
      exitCode.usage,
      `usage: sentinel ${usage}; FORMAT is one of ${importFormats.join(", ")}`,
    );
  const format = await formatOf(typedFormat);
  if (others.length > 0 && !multiFileFormats.includes(format))
    throw new CliError(exitCode.usage, `${format} is imported from one file at a time`);
  const output = value("output");
  if (output !== undefined && existsSync(output))
    throw new CliError(exitCode.failed, `${output} already exists; name a new file, or remove it first`);
  const { importConfig } = await import("../../../config/import/importConfig.ts");
  const request = await requestFor(format, first, others, output);
  const result = importConfig(format, request);
  if (result._tag === "Left") return reportErrors(result.left, json);
  const { yaml, report, missing } = result.right;
  if (output !== undefined) writeNew(output, yaml);
  const valid = missing.length === 0;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ format, file: request.sources[0].file, yaml, report, valid, errors: missing })}\n`,
    );
  else {
    if (output === undefined) process.stdout.write(yaml);
    const lines = [
      ...reportLines(report, fileOfLines(request)),
      ...missingLines(missing, output ?? "sentinel.yaml"),
    ];
    process.stderr.write(`${lines.map(printable).join("\n")}\n`);
  }
  return exitCode.done;
};
