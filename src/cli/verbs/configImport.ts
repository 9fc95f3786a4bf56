import { existsSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, resolve } from "node:path";
import type { ConfigError } from "../../config/ConfigError.ts";
import type { Finding } from "../../config/import/Finding.ts";
import type { ImportRequest } from "../../config/import/request.ts";
import { CliError, exitCode } from "../client.ts";
import { accountsHere } from "../import/accounts.ts";
import { fileOfUnit, filesBeside } from "../import/beside.ts";
import { readSource } from "../import/readSources.ts";
import { parseInvocation } from "../invocation.ts";
import { printable } from "../printable.ts";

const usage = "config import FORMAT FILE... [-o FILE] [--json]";

const formats = ["pm2", "supervisord", "procfile", "process-compose", "crontab", "systemd", "launchd"];

/** Formats of which several files make one tree. */
const together = ["supervisord", "process-compose", "systemd", "launchd"];

const formatOf = async (typed: string): Promise<string> => {
  const format = typed.toLowerCase();
  if (formats.includes(format)) return format;
  const { suggestion } = await import("../../policy/nearest.ts");
  throw new CliError(exitCode.usage, `there is no format "${typed}"; ${suggestion(format, formats)}`);
};

const isScript = (file: string): boolean => /\.[cm]?js$/.test(file);

const requestFor = async (
  format: string,
  first: string,
  others: ReadonlyArray<string>,
): Promise<ImportRequest> => {
  const read = (file: string) => ({ file, text: readSource(format === "systemd" ? fileOfUnit(file) : file) });
  const directory = dirname(resolve(first));
  const named = new Set([first, ...others].map((file) => resolve(file)));
  const source = read(first);
  const script =
    format === "pm2" && isScript(first)
      ? await (await import("../import/evaluate.ts")).evaluate(first, source.text)
      : null;
  return {
    ...(script && { evaluated: script.value, unanswered: script.read }),
    sources: [source, ...others.map(read)],
    beside: [first, ...others]
      .flatMap((file) => filesBeside(format, file))
      .filter(({ file }) => !named.has(resolve(file))),
    directory,
    name: basename(directory) || format,
    accounts: accountsHere(),
    processors: availableParallelism(),
  };
};

const line = ({ source, line: at, key, fidelity, note, target }: Finding, file: string): string => {
  const place = at === null ? file : `${file}:${at}`;
  const arrow = target === null ? "" : ` → ${target}`;
  return printable(
    `${fidelity.padEnd(11)} ${place} ${source}: ${key}${arrow}${note === "" ? "" : `: ${note}`}`,
  );
};

const count = (report: ReadonlyArray<Finding>): string =>
  ["exact", "approximate", "unsupported", "unknown"]
    .map((fidelity) => `${report.filter((one) => one.fidelity === fidelity).length} ${fidelity}`)
    .join(", ");

const fail = async (errors: ReadonlyArray<ConfigError>, json: boolean): Promise<number> => {
  const { formatErrors } = await import("../../config/formatErrors.ts");
  if (json) process.stdout.write(`${JSON.stringify({ valid: false, errors })}\n`);
  else process.stderr.write(`${formatErrors(errors)}\n`);
  return exitCode.invalid;
};

const writeNew = (file: string, yaml: string): void => {
  try {
    writeFileSync(file, yaml, { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw new CliError(
      exitCode.failed,
      `${file} can't be written: ${error instanceof Error ? error.message : error}`,
    );
  }
};

/** `sentinel config import FORMAT FILE`: YAML to standard output, what became of each key to standard error. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { json, value, words } = parseInvocation(typed, { output: { type: "string", short: "o" } });
  const [word, first, ...others] = words;
  if (word === undefined || first === undefined)
    throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  const format = await formatOf(word);
  if (others.length > 0 && !together.includes(format))
    throw new CliError(exitCode.usage, `${format} is imported from one file at a time`);
  const output = value("output");
  if (output !== undefined && existsSync(output))
    throw new CliError(exitCode.failed, `${output} is there already; name a new file, or remove it first`);
  const { importConfig } = await import("../../config/import/importConfig.ts");
  const result = importConfig(format, await requestFor(format, first, others));
  if (result._tag === "Left") return fail(result.left, json);
  const { yaml, report } = result.right;
  if (output !== undefined) writeNew(output, yaml);
  if (json) process.stdout.write(`${JSON.stringify({ format, file: first, yaml, report })}\n`);
  else {
    if (output === undefined) process.stdout.write(yaml);
    // That a default of the source is kept is no news; --json has these too.
    const telling = report.filter((one) => one.line !== null || one.fidelity !== "exact");
    process.stderr.write(`${[...telling.map((one) => line(one, first)), count(report)].join("\n")}\n`);
  }
  return exitCode.done;
};
