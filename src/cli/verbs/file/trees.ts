import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { exitCode } from "../../../client/client.ts";
import { isReachable } from "../../../client/isReachable.ts";
import { database, earlierDatabases } from "../../../home/files.ts";
import { readHolder } from "../../../home/holder.ts";
import {
  hasHistory,
  type KnownTree,
  knownTrees,
  type TreeState,
  treeState,
  treesFolder,
} from "../../../home/knownTrees.ts";
import { readRecord } from "../../../home/record.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { dateAndTime } from "../../terminal/localTime.ts";
import { tableLines } from "../../terminal/tableLines.ts";

/** An item of the list. */
interface ListedTree {
  readonly name: string;
  /** The value for `--tree`. */
  readonly tree: string;
  readonly state: TreeState | "not answering";
  readonly pid: number | null;
  /** Since when it has been running or stopped, ISO 8601; null: unknown. */
  readonly since: string | null;
  readonly home: string;
  readonly file: string | null;
}

/** How long a daemon may take to answer, in ms. */
const livenessTimeout = 2_000;

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, "trees [--json]");
  const selected = invocation.value("home") ?? (process.env.SENTINEL_HOME || undefined);
  const trees = [...knownTrees(), ...homeOutsideFolder(selected)];
  const items = await Promise.all(trees.map(listTree));
  const { stdout } = process;
  if (invocation.json) stdout.write(`${JSON.stringify({ items })}\n`);
  else stdout.write(`${(items.length === 0 ? [noTreesMessage()] : tableOf(items)).join("\n")}\n`);
  return exitCode.done;
};

const noTreesMessage = (): string =>
  `there is no tree in ${treesFolder()} yet; \`sentinel up\` in the folder of a sentinel.yaml starts one`;

/** The home that was named, if it is outside the folder of homes. */
const homeOutsideFolder = (selected: string | undefined): ReadonlyArray<KnownTree> => {
  if (selected === undefined) return [];
  const home = resolve(selected);
  if (home === treesFolder() || dirname(home) === treesFolder()) return [];
  const record = readRecord(home);
  if (record === null && !hasHistory(home)) return [];
  const name = record?.name ?? home;
  return [{ home, name, handle: name, file: record?.file ?? null }];
};

const listTree = async (tree: KnownTree): Promise<ListedTree> => {
  const { home, name, handle, file } = tree;
  const state = treeState(tree);
  const isAnswering = state === "running" && (await isReachable(home, livenessTimeout));
  const holder = readHolder(home);
  return {
    name,
    tree: handle,
    state: state === "running" && !isAnswering ? "not answering" : state,
    pid: state === "running" ? (holder?.pid ?? null) : null,
    since: (state === "running" ? holder?.listensSince : lastJournalWrite(home)) ?? null,
    home,
    file,
  };
};

/** When a daemon that has exited wrote its last event. */
const lastJournalWrite = (home: string): string | null => {
  const names = [database, earlierDatabases.journal].flatMap((name) => [name, `${name}-wal`]);
  const times = names.flatMap((name) => modifiedAt(join(home, name)) ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
};

/** The modification time of a file, ms since the epoch; null if it can't be read. */
const modifiedAt = (path: string): number | null => {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return null;
  }
};

const headings = ["name", "state", "pid", "since", "home", "file"] as const;

const tableOf = (items: ReadonlyArray<ListedTree>): ReadonlyArray<string> => {
  const rows = [
    headings,
    ...items.map(({ tree, state, pid, since, home, file }) => [
      ...[tree, state, String(pid ?? ""), since === null ? "" : dateAndTime(since)],
      ...[home, file ?? ""],
    ]),
  ];
  return tableLines(rows);
};
