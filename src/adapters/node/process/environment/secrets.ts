import { readFileSync, statSync } from "node:fs";
import { CannotRun } from "../../../../domain/Errors.ts";
import type { EnvValue, ProcessSpec, SecretSource } from "../../../../domain/tree/ChildSpec.ts";
import { protection } from "../../../../protection.ts";

/** The kernel accepts no longer strings, so a larger file can't be passed to a process. */
const maxSecretBytes = 128 * 1024;

/** Parses the text of an env file. Supplied from outside: adapters don't know the configuration language. */
export type EnvFileParser = (text: string) => {
  readonly assignments: ReadonlyArray<{ readonly key: string; readonly value: string }>;
};

type SecretFile = Extract<SecretSource, { readonly file: string }>;

/** Why a value is not available. The message names places, never values. */
const refuse = (message: string, problem: CannotRun["problem"] = "ENOENT"): CannotRun =>
  new CannotRun({ problem, message });

const refuseSecret = (name: string, why: string): CannotRun =>
  refuse(`the secret ${name} can't be read: ${why}`);

/** What is wrong with the file that a variable comes from; values of env files are not always secrets. */
const refuseFile = (
  name: string,
  { file, key }: SecretFile,
  wrong: string,
  advice: string,
  problem: CannotRun["problem"] = "ENOENT",
): CannotRun =>
  refuse(
    key === null
      ? `the secret ${name} can't be read: ${file} ${wrong}; ${advice}`
      : `the env file ${file} ${wrong}, so ${name} has no value; ${advice}`,
    problem,
  );

/** Whether an error concerns the file, not an exhausted resource. */
const isFileError = (code: string): boolean => !["EMFILE", "ENFILE", "ENOMEM"].includes(code);

const createOrCorrect = "create it, or correct its name in the configuration";

const textOf = (name: string, source: SecretFile): string => {
  const { file } = source;
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw refuseFile(name, source, "does not exist", createOrCorrect);
  // Reading a FIFO would block forever.
  if (!stats.isFile()) throw refuseFile(name, source, "is not a regular file", createOrCorrect);
  if (stats.size > maxSecretBytes)
    throw refuseFile(name, source, `has more than ${maxSecretBytes} bytes`, "shorten it");
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    if (!isFileError(why)) throw error;
    const advice = protection(why) ?? "let the daemon's user read it";
    throw refuseFile(name, source, `may not be read (${why})`, advice, "EACCES");
  }
};

const secretOf = (name: string, source: SecretSource, parseEnvFile: EnvFileParser): string => {
  if ("env" in source) {
    const value = Object.hasOwn(process.env, source.env) ? process.env[source.env] : undefined;
    if (value === undefined)
      throw refuseSecret(
        name,
        `the daemon's environment has no ${source.env}; set it where the daemon is started`,
      );
    return value;
  }
  const text = textOf(name, source);
  const { key } = source;
  if (key === null) return text.replace(/\r?\n$/, "");
  const found = parseEnvFile(text).assignments.findLast((assignment) => assignment.key === key);
  if (!found)
    throw refuseFile(
      name,
      source,
      `does not set ${key}`,
      "add it there, or take the file as it is now: `sentinel apply`",
    );
  return found.value;
};

const resolvedValue = (name: string, value: EnvValue, parseEnvFile: EnvFileParser): string => {
  const text = typeof value === "string" ? value : secretOf(name, value.secret, parseEnvFile);
  if (text.includes("\0")) throw refuse(`the value of ${name} has a NUL character in it; remove it`);
  return text;
};

/** The declared environment of a run, with its secrets read now. Throws CannotRun if one is not available. */
export const declaredEnvironment = (
  { env }: Pick<ProcessSpec, "env">,
  parseEnvFile: EnvFileParser,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, resolvedValue(name, value, parseEnvFile)]),
  );
