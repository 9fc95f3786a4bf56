import { readFileSync, statSync } from "node:fs";
import type { EnvValue, SecretSource, ServiceSpec } from "../../../domain/ChildSpec.ts";
import { parseEnvFile } from "../../../domain/dotenv.ts";
import { CannotRun } from "../../../domain/Errors.ts";

/** The kernel takes no longer strings, so a larger file is no secret that a process could be given. */
const largest = 128 * 1024;

/** Why a secret can't be had. Its message names places, never values. */
const refuse = (name: string, why: string, problem: CannotRun["problem"] = "ENOENT"): CannotRun =>
  new CannotRun({ problem, message: `the secret ${name} can't be read: ${why}` });

/** Whether an error is about the file, and not about what the system is short of. */
const isOfFile = (code: string): boolean => !["EMFILE", "ENFILE", "ENOMEM"].includes(code);

const textOf = (name: string, file: string): string => {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw refuse(name, `${file} does not exist; make it, or correct the name in the configuration`);
  // Reading a FIFO would wait for ever.
  if (!stats.isFile()) throw refuse(name, `${file} is not a regular file`);
  if (stats.size > largest) throw refuse(name, `${file} has more than ${largest} bytes`);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    if (!isOfFile(why)) throw error;
    throw refuse(name, `${file} may not be read (${why}); let the daemon's user read it`, "EACCES");
  }
};

const secretOf = (name: string, source: SecretSource): string => {
  if ("env" in source) {
    const value = process.env[source.env];
    if (value === undefined)
      throw refuse(name, `the daemon's environment has no ${source.env}; set it where the daemon is started`);
    return value;
  }
  const text = textOf(name, source.file);
  if (source.key === null) return text.replace(/\r?\n$/, "");
  const { key, file } = source;
  const found = parseEnvFile(text).assignments.findLast((assignment) => assignment.key === key);
  if (!found) throw refuse(name, `${file} sets no ${key}`);
  return found.value;
};

const revealed = (name: string, value: EnvValue): string => {
  const text = typeof value === "string" ? value : secretOf(name, value.secret);
  if (text.includes("\0")) throw refuse(name, "it has a NUL character in it");
  return text;
};

/**
 * What is declared of a run's environment, with its secrets read, now that it is started. Throws CannotRun
 * where one can't be had.
 */
export const declaredEnvironment = ({ env }: ServiceSpec): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, revealed(name, value)]));
