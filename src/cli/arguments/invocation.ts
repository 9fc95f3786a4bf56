import { type ParseArgsConfig, parseArgs } from "node:util";
import { CliError, exitCode } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { findDaemon, findOwnHome } from "../home/findDaemon.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options of every verb. */
const commonOptions = {
  home: { type: "string" },
  tree: { type: "string" },
  url: { type: "string" },
  fingerprint: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** The arguments and options after the verb. */
export interface Invocation {
  /** Resolved on first use; throws if no daemon is selected (findDaemon.ts). */
  readonly daemon: DaemonRef;
  /** The same for verbs that only work on this machine: throws if a remote daemon is selected. */
  readonly home: string;
  readonly json: boolean;
  readonly help: boolean;
  readonly words: ReadonlyArray<string>;
  /** The arguments after `--`. */
  readonly rest: ReadonlyArray<string>;
  readonly flag: (name: string) => boolean;
  readonly value: (name: string) => string | undefined;
  /** The values of an option that may be given several times. */
  readonly values: (name: string) => ReadonlyArray<string>;
}

/** Parse arguments with the options of a verb; anything else is a usage error. */
export const parseInvocation = (typed: ReadonlyArray<string>, options: Options = {}): Invocation => {
  const end = typed.indexOf("--");
  const before = end < 0 ? typed : typed.slice(0, end);
  try {
    const { values, positionals } = parseArgs({
      args: [...before],
      options: { ...commonOptions, ...options },
      allowPositionals: true,
    });
    const found: Readonly<Record<string, unknown>> = values;
    const value = (name: string): string | undefined => {
      const given = found[name];
      return typeof given === "string" ? given : undefined;
    };
    const selector = {
      ...{ url: value("url"), fingerprint: value("fingerprint") },
      ...{ home: value("home"), tree: value("tree"), file: value("file") },
    };
    let [home, daemon]: [string | null, DaemonRef | null] = [null, null];
    return {
      get daemon() {
        daemon ??= findDaemon(selector);
        return daemon;
      },
      get home() {
        home ??= findOwnHome(selector);
        return home;
      },
      json: found.json === true,
      help: found.help === true,
      words: positionals,
      rest: end < 0 ? [] : typed.slice(end + 1),
      flag: (name) => found[name] === true,
      value,
      values: (name) => {
        const given = found[name];
        return Array.isArray(given) ? given : [];
      },
    };
  } catch (error) {
    const message = firstSentence(error);
    const option = /^Unknown option '(-[^']+)'/.exec(message)?.[1];
    if (option === undefined) throw new CliError(exitCode.usage, message);
    throw new UnknownOption(message, option, before, Object.keys({ ...commonOptions, ...options }));
  }
};

/** The same invocation, for the tree in this home. */
export const withHome = (
  { json, help, words, rest, flag, value, values }: Omit<Invocation, "home" | "daemon">,
  home: string,
): Invocation => ({ home, daemon: home, json, help, words, rest, flag, value, values });

/** An option that the verb doesn't have. */
export class UnknownOption extends CliError {
  /** As typed, with its hyphens, without a value. */
  readonly option: string;
  /** The argument after it, if that could be its value. */
  readonly value: string | undefined;
  /** The long names of the verb's options. */
  readonly known: ReadonlyArray<string>;

  constructor(message: string, option: string, typed: ReadonlyArray<string>, known: ReadonlyArray<string>) {
    super(exitCode.usage, message);
    this.option = option;
    this.known = known;
    const place = typed.findIndex((word) => word === option || word.startsWith(`${option}=`));
    const [word = "", next = "-"] = typed.slice(place);
    this.value = word === option ? (next.startsWith("-") ? undefined : next) : word.slice(option.length + 1);
  }
}

/** Node's message about a wrong option, without its advice about arguments that look like options. */
const firstSentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split(/\.\s/)[0] ?? "";

/** The arguments of a verb that takes at most `count`; surplus ones are an error, not ignored. */
export const atMost = (
  count: number,
  { words, rest }: Pick<Invocation, "words" | "rest">,
  usage: string,
): ReadonlyArray<string> => {
  const extra = [...words.slice(count), ...rest][0];
  if (extra === undefined) return words;
  throw new CliError(exitCode.usage, `unexpected argument "${extra}"; usage: sentinel ${usage}`);
};

/** The paths of a verb that takes any number. "" is never the whole tree. */
export const optionalPaths = ({ words, rest }: Invocation, usage: string): ReadonlyArray<string> => {
  const [extra] = rest;
  if (extra !== undefined)
    throw new CliError(exitCode.usage, `unexpected argument "${extra}"; usage: sentinel ${usage}`);
  return words.length === 0 ? words : requireArguments(words, usage);
};

/** A whole number given for an option, or the default. */
export const wholeNumber = (given: string | undefined, name: string): number | undefined => {
  if (given === undefined) return undefined;
  if (/^\d+$/.test(given)) return Number(given);
  throw new CliError(exitCode.usage, `${name} takes a whole number, not "${given}"`);
};

/** The required arguments of a verb. "" is often an unset variable, and never the whole tree. */
export const requireArguments = (
  words: ReadonlyArray<string>,
  usage: string,
): readonly [string, ...ReadonlyArray<string>] => {
  const [first, ...others] = words;
  if (first === undefined) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  if (words.includes(""))
    throw new CliError(
      exitCode.usage,
      `an argument is empty, perhaps an unset variable; usage: sentinel ${usage}`,
    );
  return [first, ...others];
};
