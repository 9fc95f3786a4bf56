import { homedir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest } from "../policy/nearest.ts";
import { CliError, exitCode } from "./client.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options that every verb understands. */
const everywhere = {
  home: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** What was typed after the verb. */
export interface Invocation {
  readonly home: string;
  readonly json: boolean;
  readonly help: boolean;
  readonly words: ReadonlyArray<string>;
  /** What stands behind `--`. */
  readonly rest: ReadonlyArray<string>;
  readonly flag: (name: string) => boolean;
  readonly value: (name: string) => string | undefined;
}

/** The home where none is named. */
export const defaultHome = (): string => join(homedir(), ".sentinel");

/** Split what was typed by the options that the verb has; anything else is a usage error. */
export const parseInvocation = (typed: ReadonlyArray<string>, options: Options = {}): Invocation => {
  const end = typed.indexOf("--");
  const before = end < 0 ? typed : typed.slice(0, end);
  try {
    const { values, positionals } = parseArgs({
      args: [...before],
      options: { ...everywhere, ...options },
      allowPositionals: true,
    });
    const found: Readonly<Record<string, unknown>> = values;
    const value = (name: string): string | undefined => {
      const given = found[name];
      return typeof given === "string" ? given : undefined;
    };
    return {
      home: resolve(value("home") ?? (process.env.SENTINEL_HOME || defaultHome())),
      json: found.json === true,
      help: found.help === true,
      words: positionals,
      rest: end < 0 ? [] : typed.slice(end + 1),
      flag: (name) => found[name] === true,
      value,
    };
  } catch (error) {
    const known = Object.keys({ ...everywhere, ...options });
    throw new CliError(exitCode.usage, `${firstSentence(error)}${nearOption(error, known)}`);
  }
};

/** What Node says of a wrong option, without its advice about arguments that look like options. */
const firstSentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split(/\.\s/)[0] ?? "";

/** The option that was probably meant, where Node does not know the one that was typed. */
const nearOption = (error: unknown, known: ReadonlyArray<string>): string => {
  const typed = /^Unknown option '--([^']+)'/.exec(firstSentence(error))?.[1];
  const near = typed === undefined ? null : nearest(typed, known);
  return near === null ? "" : `; did you mean --${near}?`;
};

/** The arguments of a verb that takes no more than so many: a word too many is not passed over. */
export const atMost = (count: number, { words, rest }: Invocation, usage: string): ReadonlyArray<string> => {
  const extra = [...words.slice(count), ...rest][0];
  if (extra === undefined) return words;
  throw new CliError(exitCode.usage, `"${extra}" is one word too many; usage: sentinel ${usage}`);
};

/** A whole number given for an option, or the default. */
export const wholeNumber = (given: string | undefined, name: string): number | undefined => {
  if (given === undefined) return undefined;
  if (/^\d+$/.test(given)) return Number(given);
  throw new CliError(exitCode.usage, `${name} takes a whole number, not "${given}"`);
};

/** Who acts, for the journal. */
export const principal = (): string => {
  try {
    return `user:${userInfo().username}`;
  } catch {
    // A uid without an entry in the password file, as in some containers.
    return `user:${process.getuid?.() ?? "unknown"}`;
  }
};

/** The arguments that a verb can't do without: "" is often a variable that is not set, and never the whole tree. */
export const need = (
  words: ReadonlyArray<string>,
  usage: string,
): readonly [string, ...ReadonlyArray<string>] => {
  const [first, ...others] = words;
  if (first === undefined) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  if (words.includes(""))
    throw new CliError(exitCode.usage, `"" is no path; the whole tree is /; usage: sentinel ${usage}`);
  return [first, ...others];
};

/** A query string of what is given. */
export const query = (given: Readonly<Record<string, string | number | undefined>>): string => {
  const parts = Object.entries(given).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`],
  );
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
};
