import { ledgerOutcomes } from "../../domain/job/ledgerOutcomes.ts";
import { runOutcomes } from "../../domain/RunOutcome.ts";
import { aggregations } from "../../domain/sample/aggregations.ts";
import { initFormats } from "../init/initSources.ts";
import { configSyntax } from "./configSyntax.ts";
import {
  fileOptions,
  follow,
  historyOptions,
  noWait,
  passwordFromInput,
  rangeOptions,
  replaceTree,
  runOptions,
} from "./options.ts";
import type { Option, Syntax } from "./Syntax.ts";
import { child, file, free, oneOf, path, signal, url, user, verb, zone } from "./values.ts";

const rights: ReadonlyArray<Option> = [
  { name: "role", value: oneOf("viewer", "operator", "admin"), description: "What it may do" },
  {
    ...{ name: "scope", value: child, isRepeated: true },
    description: "Only this part of the tree; may be repeated",
  },
];

const dryRun: Option = { name: "dry-run", description: "Print what the command would do, and do nothing" };

const commandSyntax: Syntax = {
  options: [noWait, dryRun],
  repeated: path,
};

const serviceOptions: ReadonlyArray<Option> = [
  { name: "name", value: free("LABEL"), description: "The label of the service" },
  { name: "user", description: "A service of the user" },
  { name: "system", description: "A service of the machine" },
];

/** What may be typed after each verb, beside the options of every verb. */
export const verbSyntax: Readonly<Record<string, Syntax>> = {
  init: {
    options: [
      { name: "file", short: "f", value: file, description: "The file to write; else ./sentinel.yaml" },
      {
        name: "from",
        value: { placeholder: "FORMAT", from: initFormats },
        description: "Which of the files in the folder to read",
      },
    ],
  },
  up: {
    options: [...runOptions, { name: "detach", short: "d", description: "Return when the tree has started" }],
  },
  daemon: { options: runOptions },
  down: { options: [{ name: "now", description: "Send SIGKILL at once" }] },
  status: {
    options: [{ name: "check", description: "List only what should run and doesn't, with exit code 1" }],
    repeated: path,
  },
  watch: { operands: [path] },
  top: {},
  mcp: {},
  trees: {},
  start: commandSyntax,
  stop: commandSyntax,
  restart: commandSyntax,
  reload: { options: [dryRun], repeated: path },
  add: {
    options: [{ name: "under", value: child, description: "The group to add it to; else the root" }, noWait],
    operands: [free("NAME")],
    hasCommand: true,
  },
  remove: { options: [noWait], repeated: child },
  scale: { options: [noWait], operands: [child, free("N")] },
  signal: { operands: [path, signal] },
  events: { options: historyOptions, repeated: path },
  runs: {
    options: [
      {
        name: "outcome",
        value: oneOf(...runOutcomes),
        description: "Only runs with this outcome; several with commas",
      },
      ...rangeOptions,
    ],
    repeated: path,
  },
  metrics: {
    options: [
      {
        name: "agg",
        value: oneOf(...aggregations),
        description: "What becomes of the samples of each step",
      },
      {
        name: "by",
        value: free("LABEL"),
        description: "A row for each value of this label, in place of each child",
      },
      { name: "label", value: free("NAME=VALUE"), isRepeated: true, description: "Only with this label" },
      { name: "since", value: free("T"), description: "From this time on, or this long ago" },
      { name: "until", value: free("T"), description: "Up to this time, or this long ago" },
      { name: "step", value: free("D"), description: "The length of each step" },
    ],
    operands: [free("METRIC")],
    repeated: path,
  },
  explain: { repeated: path },
  ping: {
    options: [
      { name: "start", description: "A run has started" },
      { name: "fail", description: "It has failed" },
      { name: "exit", value: free("N"), description: "It has ended with this exit code; 0 is success" },
      { name: "run", value: free("ID"), description: "The id of the run, used once" },
      { name: "at", value: free("T"), description: "When it happened, if it is reported later" },
      { name: "log", value: file, description: "Text to keep; - is standard input" },
      { name: "new-address", description: "Print a new address to report to" },
    ],
    operands: [child],
  },
  wait: {
    options: [
      {
        name: "for",
        value: oneOf("ready", "healthy", "finished"),
        description: "What to wait for; ready by default",
      },
      { name: "timeout", value: free("T"), description: "Give up after this time: 30s, 5m" },
    ],
    repeated: path,
  },
  logs: {
    options: [
      ...historyOptions,
      { name: "grep", value: free("RE"), description: "Only lines that match this regular expression" },
      { name: "stream", value: oneOf("stdout", "stderr"), description: "Only this stream" },
      { name: "run", value: free("N"), description: "Only this run of a child" },
    ],
    repeated: path,
  },
  next: {
    operands: [child],
    options: [
      { name: "cron", value: free("EXPR"), description: "A cron expression, in quotes, or @daily" },
      { name: "every", value: free("D"), description: "An interval instead: 90s, 15m, 1h30m" },
      { name: "timezone", value: zone, description: "The time zone; that of this machine by default" },
      { name: "anchor", value: free("T"), description: "A time of the interval; else 1970-01-01T00:00:00Z" },
      { name: "number", short: "n", value: free("N"), description: "How many, 10 by default" },
      { name: "from", value: free("T"), description: "After this time, or this long ago; now by default" },
    ],
  },
  run: {
    options: [
      {
        ...{ name: "param", short: "p", value: free("NAME=VALUE"), isRepeated: true },
        description: "A value for a parameter; may be repeated",
      },
      noWait,
    ],
    operands: [child],
  },
  skip: { repeated: child },
  pause: {
    options: [
      { name: "until", value: free("T"), description: "Resume at this time, or after this long: 14:30, 2h" },
      { name: "for", value: free("D"), description: "Resume after this long: 30m, 2h" },
      { name: "reason", value: free("TEXT"), description: "Why, for those who look at it" },
    ],
    repeated: path,
  },
  resume: { repeated: path },
  ledger: {
    options: [
      {
        name: "outcome",
        value: oneOf(...ledgerOutcomes),
        description: "Only instants with this outcome",
      },
      { name: "number", short: "n", value: free("N"), description: "Only the last N" },
      { name: "from", value: free("T"), description: "From this time on, or this long ago" },
      { name: "until", value: free("T"), description: "Up to this time, or this long ago" },
    ],
    repeated: path,
  },
  plan: { options: [...fileOptions, replaceTree] },
  apply: {
    options: [
      ...fileOptions,
      {
        name: "revision",
        value: { placeholder: "HASH", from: "hashes" },
        description: "Only if the running tree is still at this revision",
      },
      { name: "message", short: "m", value: free("TEXT"), description: "Why, for the history" },
      replaceTree,
    ],
  },
  config: configSyntax,
  open: { options: [{ name: "print", description: "Print the link without opening it" }] },
  user: {
    subcommands: {
      add: {
        description: "Add a user",
        options: [...rights, passwordFromInput],
        operands: [free("NAME")],
      },
      list: { description: "List the users" },
      remove: { description: "Remove a user", operands: [user] },
      passwd: { description: "Set a new password", options: [passwordFromInput], operands: [user] },
    },
  },
  key: {
    subcommands: {
      create: {
        description: "Create an API key and print it, once",
        options: [
          ...rights,
          { name: "expires", value: free("T"), description: "How long it is valid: 30d" },
          { name: "unattended", description: "Apply configurations without a person's confirmation" },
        ],
        operands: [free("NAME")],
      },
      list: { description: "List the API keys" },
      revoke: {
        description: "Revoke an API key",
        operands: [{ placeholder: "NAME|ID", from: "keys" }],
      },
    },
  },
  login: {
    options: [
      { name: "user", value: free("NAME"), description: "Log in as this user" },
      passwordFromInput,
      { name: "key-stdin", description: "Read an API key from standard input" },
    ],
    operands: [url],
  },
  logout: { operands: [url] },
  whoami: {},
  service: {
    subcommands: {
      install: {
        description: "Have the daemon started at login, or with the machine",
        options: [
          ...fileOptions,
          ...serviceOptions,
          { name: "as", value: free("USER"), description: "The user of a --system service" },
          { name: "dry-run", description: "Print what would be written and run" },
        ],
      },
      status: { description: "Show the service and its tree", options: serviceOptions },
      start: { description: "Start the daemon", options: serviceOptions },
      stop: { description: "Stop the tree until the next login or boot", options: serviceOptions },
      restart: { description: "Another daemon, the same children", options: serviceOptions },
      uninstall: { description: "Remove the service, and keep the home", options: serviceOptions },
      logs: {
        description: "What the daemon itself has printed",
        options: [
          ...serviceOptions,
          follow,
          { name: "lines", short: "n", value: free("N"), description: "Only the last N lines" },
        ],
      },
    },
  },
  backup: { operands: [file] },
  restore: { operands: [file] },
  doctor: {
    options: [
      { name: "fix", description: "Repair what is safe to repair" },
      { name: "verbose", short: "v", description: "List also what is well" },
    ],
  },
  completion: {
    subcommands: {
      bash: { description: "Print the completion for bash" },
      zsh: { description: "Print the completion for zsh" },
      fish: { description: "Print the completion for fish" },
    },
  },
  version: {},
  help: { operands: [verb] },
};
