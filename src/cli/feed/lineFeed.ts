import { once } from "node:events";
import { ask, CliError, defaultLivenessTimeout, exitCode, NoDaemon } from "../../client/client.ts";
import { pidOf } from "../../client/daemonProcess.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { follow } from "../../client/follow.ts";
import { followAcrossDaemons, type Initially } from "../../client/followAcrossDaemons.ts";
import { isReachable } from "../../client/isReachable.ts";
import type { BodyOf } from "../../client/routes.ts";
import type { LogLine, Place, RunName } from "../../domain/LogLine.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import { leftHome, offlineHome, unwrap } from "../home/offlineHome.ts";
import { noSuchRun } from "./keptRuns.ts";
import { reportMissed } from "./reportMissed.ts";

/** Which lines are requested, with the parameter names of the API. */
interface LineQuery extends Readonly<Record<string, string | number | ReadonlyArray<string> | undefined>> {
  readonly path?: ReadonlyArray<string> | undefined;
  readonly run?: number | undefined;
  readonly last?: number | undefined;
}

/** The last item of a stream that the daemon gave up. */
interface Problem {
  readonly problem: string;
}

type LineAddress = "GET /logs" | "POST /logs/live";

interface StreamOptions {
  readonly query: LineQuery;
  readonly onItem: (item: LogLine | Place) => void;
  readonly onConnected?: (() => void) | undefined;
  readonly body?: BodyOf<"POST /logs/live">;
  readonly livenessTimeout: number | null;
}

/** Read the answer of a route, item by item, to its end. */
const readStream = async (
  daemon: DaemonRef,
  address: LineAddress,
  { onItem, onConnected, ...options }: StreamOptions,
): Promise<void> => {
  let problem: string | null = null;
  const receive = (item: LogLine | Place | Problem): void => {
    if ("problem" in item) problem = item.problem;
    else onItem(item);
  };
  const feed = follow(daemon, address, receive, options);
  if (await feed.connected) onConnected?.();
  await feed.ended;
  if (problem !== null) throw new CliError(exitCode.failed, problem);
};

/** The pid of a daemon on this machine; null for a remote one. */
const ownPidOf = (daemon: DaemonRef): number | null => (typeof daemon === "string" ? pidOf(daemon) : null);

/** Whether this same daemon still answers: an exiting daemon stops listening before it ends its responses. */
const isStillReachable = async (daemon: DaemonRef, pid: number | null): Promise<boolean> =>
  (await isReachable(daemon)) && ownPidOf(daemon) === pid;

type OnLine = (line: LogLine) => void;

/** The result of reading lines: their number, and a way to list the runs that have any. */
interface LinesRead {
  readonly count: number;
  readonly runs: () => Promise<ReadonlyArray<RunName>>;
}

/** An answer that was cut off by the daemon's exit looks complete, so the daemon is checked afterwards. */
const readFromDaemon = async (daemon: DaemonRef, lines: LineQuery, onLine: OnLine): Promise<LinesRead> => {
  let count = 0;
  const onItem = (item: LogLine | Place): void => {
    if (!("seq" in item)) return;
    count += 1;
    onLine(item);
  };
  const pid = ownPidOf(daemon);
  await readStream(daemon, "GET /logs", { query: lines, onItem, livenessTimeout: defaultLivenessTimeout });
  if (!(await isStillReachable(daemon, pid)))
    throw new CliError(exitCode.failed, "the daemon exited before it had sent all lines");
  const query = { path: lines.path };
  return { count, runs: async () => (await ask(daemon, "GET /logs/runs", { query })).items };
};

type Which = "recorded" | "unrecorded too";

/** The same from the home of a daemon that could not be reached because of `error`, with the places of its children. */
const readOffline = async (
  daemon: DaemonRef,
  error: unknown,
  lines: LineQuery,
  which: Which,
  onLine: OnLine,
) => {
  const offline = await offlineHome(daemon, error);
  let count = 0;
  const onLines = async (batch: ReadonlyArray<LogLine>): Promise<void> => {
    for (const line of batch) onLine(line);
    count += batch.length;
    if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
  };
  const { places, runs } = await unwrap(offline.lines(lines, which, onLines));
  return { count, places, runs: () => Promise.resolve(runs) };
};

/**
 * Read lines from the daemon, or without one, from what the last one left. A run of which nothing is kept is an error.
 */
export const readLines = async (daemon: DaemonRef, lines: LineQuery, onLine: OnLine): Promise<void> => {
  const fromDaemon = (): Promise<LinesRead> => readFromDaemon(daemon, lines, onLine);
  const { count, runs } = await fromDaemon().catch(async (error: unknown): Promise<LinesRead> => {
    if (error instanceof NoDaemon && (await isReachable(daemon))) return fromDaemon();
    const result = await readOffline(daemon, error, lines, "unrecorded too", onLine);
    if (await isReachable(daemon))
      throw new CliError(
        exitCode.failed,
        "a daemon has started meanwhile and may have moved the files that were being read; try again",
      );
    return result;
  });
  const refusal = count === 0 && lines.run !== undefined ? noSuchRun(lines.run, await runs()) : null;
  if (refusal !== null) throw new CliError(exitCode.failed, refusal);
};

/**
 * The lines that the last daemon recorded and had not sent when it exited: a slow reader is behind, and a daemon waits
 * for none.
 */
const readRest = async (
  daemon: DaemonRef,
  lines: LineQuery,
  places: ReadonlyMap<ChildPath, number>,
  onItem: (item: LogLine | Place) => void,
): Promise<void> => {
  const left = typeof daemon === "string" && places.size > 0 ? await leftHome(daemon) : null;
  if (left === null) return;
  const onItems = async (items: ReadonlyArray<LogLine | Place>): Promise<void> => {
    for (const item of items) onItem(item);
    if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
  };
  await unwrap(left.rest(lines, places, onItems));
};

/**
 * Read lines and follow new ones until a daemon exits cleanly: each next daemon continues after the last line of each
 * child. `last` applies to the beginning only. Lines that were removed before they could be read are reported.
 */
export const followLines = async (
  daemon: DaemonRef,
  { last, ...lines }: LineQuery,
  onLine: (line: LogLine) => void,
): Promise<void> => {
  const places = new Map<ChildPath, number>();
  const missed = reportMissed();
  const onItem = (item: LogLine | Place): void => {
    if ("seq" in item) onLine(item);
    else if (item.missed !== undefined) missed.add(item.path, item.missed);
    // A line without its end has no number of its own yet.
    if ("seq" in item && item.provisional) return;
    places.set(item.path, "seq" in item ? item.seq : item.after);
  };
  const begin = (onConnected?: () => void): Promise<void> =>
    readStream(daemon, "POST /logs/live", {
      query: { ...lines, last },
      onItem,
      onConnected,
      body: { places: null },
      livenessTimeout: null,
    });
  const resume = (onConnected: () => void): Promise<void> =>
    readStream(daemon, "POST /logs/live", {
      query: lines,
      onItem,
      onConnected,
      body: { places: Object.fromEntries(places) },
      livenessTimeout: null,
    });
  const initially = await begin().then(
    (): Initially => "a daemon",
    async (error: unknown): Promise<Initially> => {
      if (error instanceof NoDaemon && (await isReachable(daemon)))
        return begin().then((): Initially => "a daemon");
      // The next daemon records and sends what was printed since.
      const offline = await readOffline(daemon, error, { ...lines, last }, "recorded", onLine);
      for (const { path, after } of offline.places) places.set(path, after);
      return "no daemon";
    },
  );
  // Without any line so far there is no place to resume from.
  await followAcrossDaemons(
    daemon,
    (onConnected) => (places.size === 0 ? begin(onConnected) : resume(onConnected)),
    { initially },
  );
  await readRest(daemon, lines, new Map(places), onItem);
  missed.tell();
};
