import { version } from "../../version.ts";
import { commonOptions } from "../syntax/options.ts";
import type { Option, Syntax } from "../syntax/Syntax.ts";
import { verbSyntax } from "../syntax/verbSyntax.ts";
import type { Verb } from "../verb.ts";

/** When the page was last read as a whole; roff wants a date. */
const reviewed = "2026-11-29";

/** Text as roff prints it unchanged, with hyphens that can be copied. */
const escaped = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/`([^`]*)`/g, "\\fB$1\\fR");

/** The longest line that mandoc(1) finds fit for a source. */
const width = 80;

/** A sentence in lines, none of which is taken for a request. */
const sentenceLines = (sentence: string): ReadonlyArray<string> => {
  const lines: Array<string> = [];
  for (const word of escaped(sentence).split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines.splice(-1, 1, `${line} ${word}`);
    else lines.push(word.replace(/^[.']/, "\\&$&"));
  }
  return lines;
};

/** Text in bold, in the macros of man(7). */
const bold = (text: string): string => `\\fB${escaped(text)}\\fR`;

/** A sentence begins a line, so that roff sets the space after the one before it. */
const paragraph = (text: string): ReadonlyArray<string> => {
  const sentences = text.replaceAll("\n", " ").split(/(?<=[.:?!)]) (?=[A-Z-])/);
  return sentences.flatMap(sentenceLines);
};

const optionLines = ({ name, short, value, description }: Option): ReadonlyArray<string> => {
  const names = [...(short === undefined ? [] : [bold(`-${short}`)]), bold(`--${name}`)].join(", ");
  const placeholder = value ? ` \\fI${escaped(value.placeholder)}\\fR` : "";
  return [".TP", `${names}${placeholder}`, ...sentenceLines(`${description}.`)];
};

const subcommandLines = (name: string, { subcommands = {} }: Syntax): ReadonlyArray<string> =>
  Object.entries(subcommands).flatMap(([subcommand, inner]) => [
    ".TP",
    bold(`${name} ${subcommand}`),
    ...sentenceLines(`${inner.description}.`),
    ...(inner.options ? [".RS", ...inner.options.flatMap(optionLines), ".RE"] : []),
    ...(inner.subcommands ? [".RS", ...subcommandLines(`${name} ${subcommand}`, inner), ".RE"] : []),
  ]);

const verbLines = ([name, { usage, summary }]: readonly [string, Verb]): ReadonlyArray<string> => {
  const syntax = verbSyntax[name] ?? {};
  const details = [...(syntax.options ?? []).flatMap(optionLines), ...subcommandLines(name, syntax)];
  return [
    `.SS ${escaped(name)}`,
    ".nf",
    ...usage.split(/\n */).map((line) => bold(`sentinel ${line.replace(/^sentinel /, "")}`)),
    ".fi",
    ".PP",
    ...paragraph(summary),
    ...details,
  ];
};

const exitCodes: ReadonlyArray<readonly [code: number, meaning: string]> = [
  [0, "Done."],
  [1, "What was asked for did not come about, for at least one of several."],
  [2, "The command line is wrong."],
  [3, "No daemon is reachable, or it does not answer."],
  [4, "There is no such child."],
  [5, "The configuration is invalid."],
  [130, "Interrupted."],
];

const variables: ReadonlyArray<readonly [name: string, meaning: string]> = [
  ["SENTINEL_HOME", "The folder with the state of the tree, as --home."],
  ["SENTINEL_TREE", "The name of the tree, as --tree."],
  ["SENTINEL_URL", "Another daemon, as --url."],
  ["SENTINEL_KEY", "An API key for --url and SENTINEL_URL."],
  ["NO_COLOR", "If it is set, nothing is coloured."],
];

const files: ReadonlyArray<readonly [path: string, meaning: string]> = [
  ["sentinel.yaml", "The tree: its children, and how they are supervised."],
  ["~/.sentinel/NAME", "The home of a tree: its state, its socket and the output of its children."],
  ["~/.sentinel/credentials.json", "The logins at other daemons."],
];

const tagged = (entries: ReadonlyArray<readonly [number | string, string]>): ReadonlyArray<string> =>
  entries.flatMap(([tag, meaning]) => [".TP", bold(String(tag)), ...sentenceLines(meaning)]);

/** The manual page sentinel(1), from the texts of `sentinel help`. */
export const manualPage = (verbs: Readonly<Record<string, Verb>>): string =>
  `${[
    `.TH SENTINEL 1 ${reviewed} "sentinel ${version}"`,
    ".SH NAME",
    "sentinel \\- supervise processes in an OTP\\-style supervision tree",
    ".SH SYNOPSIS",
    "\\fBsentinel\\fR \\fIVERB\\fR [\\fIOPTION\\fR ...] [\\fIARGUMENT\\fR ...]",
    ".SH DESCRIPTION",
    ...paragraph(
      "A daemon keeps the services that a file declares running, restarts them when they fail, and keeps their output. They outlive it: the next daemon adopts them.",
    ),
    ".PP",
    ...paragraph(
      "PATH is a child's path (web/api), its unique last part (api), a glob (web/*), or / for the whole tree.",
    ),
    ".SH OPTIONS",
    "Of every verb, before it or after it:",
    ...commonOptions.flatMap(optionLines),
    ".PP",
    ...paragraph(
      "Without `--home` and `--tree`, a command applies to the tree of the nearest sentinel.yaml upwards, else to the only one that runs.",
    ),
    ".SH VERBS",
    ...Object.entries(verbs).flatMap(verbLines),
    ".SH EXIT STATUS",
    ...tagged(exitCodes),
    ".SH ENVIRONMENT",
    ...tagged(variables),
    ".SH FILES",
    ...tagged(files),
  ].join("\n")}\n`;
