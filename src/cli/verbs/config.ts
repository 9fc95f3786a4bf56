import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CliError, exitCode } from "../client.ts";
import { parseInvocation } from "../invocation.ts";

const readText = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CliError(
      exitCode.invalid,
      `${file} can't be read: ${error instanceof Error ? error.message : error}`,
    );
  }
};

export const perform = async ([what = "", ...typed]: ReadonlyArray<string>): Promise<number> => {
  if (what === "import") return (await import("./configImport.ts")).perform(typed);
  if (what !== "validate") {
    throw new CliError(
      exitCode.usage,
      `usage: sentinel config validate [-f FILE]; "${what}" comes in a later version`,
    );
  }
  const { json, value } = parseInvocation(typed, {
    file: { type: "string", short: "f" },
    env: { type: "string" },
  });
  const file = value("file") ?? "sentinel.yaml";
  const environment = value("env");
  const { check } = await import("../../config/check.ts");
  const { errors, report } = check(readText(file), {
    file,
    directory: dirname(resolve(file)),
    variables: process.env,
    ...(environment === undefined ? {} : { environment }),
  });
  if (json) process.stdout.write(`${JSON.stringify({ valid: errors.length === 0, errors })}\n`);
  else if (errors.length > 0) process.stderr.write(`${report}\n`);
  else process.stdout.write(`${file} is valid\n`);
  return errors.length === 0 ? exitCode.done : exitCode.invalid;
};
