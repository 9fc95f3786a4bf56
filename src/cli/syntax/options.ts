import type { Option } from "./Syntax.ts";
import { environment, file, folder, free, tree, url } from "./values.ts";

/** The options of every verb. */
export const commonOptions: ReadonlyArray<Option> = [
  { name: "home", value: folder, description: "The folder with the state of the tree; else $SENTINEL_HOME" },
  { name: "tree", value: tree, description: "The tree, as `sentinel trees` names it; else $SENTINEL_TREE" },
  { name: "url", value: url, description: "Another daemon, instead of a home; else $SENTINEL_URL" },
  {
    name: "fingerprint",
    value: free("SHA256"),
    description: "The fingerprint of the certificate to trust at the --url",
  },
  { name: "json", description: "Print JSON" },
  { name: "help", short: "h", description: "Explain the verb" },
];

/** The options of the verbs that read the tree's file. */
export const fileOptions: ReadonlyArray<Option> = [
  { name: "file", short: "f", value: file, description: "The file of the tree; else ./sentinel.yaml" },
  { name: "env", value: environment, description: "The environment, of those in the file" },
];

/** The options of the verbs that run a daemon. */
export const runOptions: ReadonlyArray<Option> = [
  ...fileOptions,
  { name: "watch", short: "w", description: "Apply the file whenever it changes" },
  { name: "replace", description: "Take over from the daemon that holds the home, and touch no child" },
  {
    name: "listen",
    value: free("ADDR"),
    description: "The address of the API, 127.0.0.1:7368 by default, or none",
  },
  { name: "insecure", description: "Allow another address than loopback without TLS" },
];

export const noWait: Option = { name: "no-wait", description: "Return before the outcome is known" };

export const replaceTree: Option = {
  name: "replace-tree",
  description: "Even if the file declares a tree with another name",
};

export const follow: Option = { name: "follow", short: "f", description: "Print what comes, until Ctrl-C" };

/** The options by which a part of what has happened is read. */
export const rangeOptions: ReadonlyArray<Option> = [
  { name: "number", short: "n", value: free("N"), description: "Only the last N" },
  {
    name: "since",
    value: free("T"),
    description: "From this time on, or this long ago: 10m, 2h, 2026-01-31",
  },
  { name: "until", value: free("T"), description: "Up to this time, or this long ago" },
];

/** The options of the verbs that print and follow what has happened. */
export const historyOptions: ReadonlyArray<Option> = [
  follow,
  { name: "timestamps", short: "t", description: "Print the whole local time before each line" },
  ...rangeOptions,
];

export const passwordFromInput: Option = {
  name: "password-stdin",
  description: "Read the password from standard input",
};
