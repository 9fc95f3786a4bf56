import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { ask } from "../../client/client.ts";
import { signalNames } from "../../domain/tree/signals.ts";
import { knownTrees, treeState } from "../../home/knownTrees.ts";
import { readLogins } from "../account/credentials.ts";
import { findDaemon } from "../home/findDaemon.ts";
import type { ValueSource } from "../syntax/Syntax.ts";
import { dateAndTime } from "../terminal/localTime.ts";
import type { Candidate } from "./Candidate.ts";
import { childCandidates } from "./childCandidates.ts";
import { environmentsIn } from "./environmentsIn.ts";
import type { Typed } from "./place.ts";

/** How long the daemon may take to answer, in ms: somebody waits at a terminal. */
const patience = 1_000;

/** The most revisions that are offered. */
const mostRevisions = 100;

/** The path in an option; a shell hands it on as it was typed. */
const pathOf = (name: "home" | "file", { options }: Typed): string | undefined =>
  options.get(name)?.replace(/^~(?=\/|$)/, homedir());

/** The daemon that the typed command would ask, and when to stop waiting for it. */
const daemonOf = (typed: Typed) => ({
  daemon: findDaemon({
    ...{ home: pathOf("home", typed), file: pathOf("file", typed) },
    ...{ tree: typed.options.get("tree"), url: typed.options.get("url") },
    fingerprint: typed.options.get("fingerprint"),
  }),
  limits: { signal: AbortSignal.timeout(patience), livenessTimeout: null },
});

const revisionsOf = async (typed: Typed) => {
  const { daemon, limits } = daemonOf(typed);
  const { items } = await ask(daemon, "GET /revisions", { query: { limit: mostRevisions }, ...limits });
  return items;
};

type Known = Exclude<ValueSource, "files" | "folders" | "commands" | "verbs">;

const children = async (typed: Typed, current: string): Promise<ReadonlyArray<Candidate>> => {
  const { daemon, limits } = daemonOf(typed);
  const status = await ask(daemon, "GET /status", limits);
  return childCandidates(status, current);
};

const sources: Readonly<
  Record<
    Known,
    (typed: Typed, current: string) => Promise<ReadonlyArray<Candidate>> | ReadonlyArray<Candidate>
  >
> = {
  nowhere: () => [],
  children,
  "children and root": async (typed, current) => [
    { word: "/", description: "the whole tree" },
    ...(await children(typed, current)),
  ],
  environments: (typed) =>
    environmentsIn(readFileSync(pathOf("file", typed) ?? "sentinel.yaml", "utf8")).map((word) => ({
      word,
      description: "environment",
    })),
  trees: () =>
    knownTrees().map((tree) => ({ word: tree.handle, description: `${treeState(tree)}, ${tree.home}` })),
  zones: () =>
    ["UTC", ...Intl.supportedValuesOf("timeZone")].map((word) => ({ word, description: "time zone" })),
  signals: () => signalNames.map((name) => ({ word: name.slice("SIG".length), description: name })),
  logins: () => Object.keys(readLogins()).map((word) => ({ word, description: "logged in" })),
  revisions: async (typed) =>
    (await revisionsOf(typed)).map(({ number, at, message }) => ({
      word: String(number),
      description: `${dateAndTime(at)}  ${message}`,
    })),
  hashes: async (typed) =>
    (await revisionsOf(typed)).map(({ revision, number, at, message }) => ({
      word: revision,
      description: `${number}  ${dateAndTime(at)}  ${message}`,
    })),
  settings: async (typed) => {
    const { daemon, limits } = daemonOf(typed);
    const { settings } = await ask(daemon, "GET /settings", limits);
    return settings.map(({ key, source }) => ({ word: key, description: source }));
  },
  users: async (typed) => {
    const { daemon, limits } = daemonOf(typed);
    const { items } = await ask(daemon, "GET /users", limits);
    return items.map(({ name, role }) => ({ word: name, description: role }));
  },
  keys: async (typed) => {
    const { daemon, limits } = daemonOf(typed);
    const { items } = await ask(daemon, "GET /keys", limits);
    return items.map(({ name, role }) => ({ word: name, description: role }));
  },
};

/**
 * The values that there are now. None when they can't be found out, because no daemon answers in time or a file can't
 * be read: a message would be written into the line that is being typed, and the command itself reports the cause.
 */
export const knownValues = async (
  from: Known,
  typed: Typed,
  current: string,
): Promise<ReadonlyArray<Candidate>> => {
  try {
    return await sources[from](typed, current);
  } catch {
    return [];
  }
};
