import { Cause, Effect, Either, Exit, Option, Schema } from "effect";
import { jobs } from "../../api/contract/jobs/jobs.ts";
import { defaultLimit } from "../../api/contract/query.ts";
import { Selection } from "../../api/contract/tree/logs.ts";
import { RunCursor, runs as runHistory } from "../../api/contract/tree/runs.ts";
import { queryDecoder } from "../../api/request/decode.ts";
import { ledgerPage } from "../../api/tree/jobs/ledgerPage.ts";
import { journalPage, missingSince } from "../../api/tree/past/journalPage.ts";
import { runQuery } from "../../api/tree/past/runQuery.ts";
import { runsPage } from "../../api/tree/past/runs.ts";
import { difference } from "../../api/tree/revision.ts";
import { resolveAmong } from "../../supervisors/commands/resolve.ts";
import { ledgerItem } from "../../supervisors/jobs/ledgerItem.ts";
import { childrenWithOutput, openOfflineLogs } from "../adapters/node/offlineLogs.ts";
import { leftLayer } from "../adapters/sqlite/store.ts";
import { printedEntry } from "../domain/Event.ts";
import type { LogLine, Place, RunName } from "../domain/LogLine.ts";
import { type ChildPath, isWithin, root } from "../domain/tree/ChildPath.ts";
import { isStoredIn } from "../home/files.ts";
import { Journal, type JournalTimes } from "../ports/store/Journal.ts";
import { Ledger } from "../ports/store/Ledger.ts";
import { BadSearch, type LogQuery } from "../ports/store/LogStore.ts";
import { Revisions } from "../ports/store/Revisions.ts";
import type { Runs } from "../ports/store/Runs.ts";

export { newerDatabaseProblem } from "../adapters/sqlite/file/newerDatabase.ts";

/** Why a request was refused: a code for programs and a detail for users, as in the daemon's API. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

const encodeRunCursor = Schema.encodeSync(RunCursor);

type Result<A> = Promise<Either.Either<A, Refusal>>;

/** Which events are requested. */
export interface EventQuery extends JournalTimes {
  readonly path?: ReadonlyArray<string> | undefined;
  readonly last?: number | undefined;
  readonly after?: number | undefined;
}

/** Which lines are requested, with the parameter names of the API. */
type LineQuery = Readonly<Record<string, string | number | ReadonlyArray<string> | undefined>>;

/** The home of a daemon that has exited, read without one. The results are those that a daemon would give. */
export interface OfflineHome {
  readonly resolve: (path: string) => Result<ReadonlyArray<ChildPath>>;
  readonly events: (query: EventQuery) => ReturnType<typeof eventsOf>;
  /**
   * Reads lines in batches; the result follows the last one. `recorded`: only lines that a daemon has recorded, for a
   * caller that continues with the next daemon at these places.
   */
  readonly lines: (
    query: LineQuery,
    which: "recorded" | "unrecorded too",
    onLines: (lines: ReadonlyArray<LogLine>) => Promise<void> | void,
  ) => Result<{ readonly places: ReadonlyArray<Place>; readonly runs: ReadonlyArray<RunName> }>;
  /** A page of the ledger of jobs. */
  readonly ledger: (query: LineQuery) => ReturnType<typeof ledgerOf>;
  /** A page of the history of runs. */
  readonly runs: (query: LineQuery) => ReturnType<typeof runsOf>;
  /** What is recorded of these children, each after the line with this number, for a follower of the last daemon. */
  readonly rest: (
    query: LineQuery,
    after: ReadonlyMap<ChildPath, number>,
    onItems: (items: ReadonlyArray<LogLine | Place>) => Promise<void> | void,
  ) => Result<void>;
  readonly revisions: () => ReturnType<typeof revisionsOf>;
  readonly difference: (from: string, to: string) => ReturnType<typeof differenceOf>;
}

/** Refusals are tagged errors with a message. The databases are open only while the effect runs. */
const run = async <A>(
  home: string,
  effect: Effect.Effect<
    A,
    { readonly _tag: string; readonly message: string },
    Journal | Revisions | Runs | Ledger
  >,
): Result<A> => {
  const exit = await Effect.runPromiseExit(Effect.provide(effect, leftLayer(home)));
  if (Exit.isSuccess(exit)) return Either.right(exit.value);
  const failure = Cause.failureOption(exit.cause);
  if (Option.isNone(failure)) throw Cause.squash(exit.cause);
  return Either.left({ code: failure.value._tag, detail: failure.value.message });
};

/** The nodes that the last daemon remembered; if there are none, the children that have printed something. */
const nodes = (home: string) =>
  Effect.gen(function* () {
    const { memories, unreadable } = yield* Effect.flatMap(Journal, ({ recall }) => recall);
    const paths = [...memories.map(({ path }) => path), ...unreadable];
    return paths.length > 0 ? paths : [root, ...childrenWithOutput(home)];
  });

/** The children that a path selects: of the tree, or removed ones whose output is still there. */
const resolve = (home: string, path: string) =>
  Effect.flatMap(nodes(home), (paths) =>
    Effect.catchAll(resolveAmong(paths, path), (error) =>
      Effect.mapError(resolveAmong(childrenWithOutput(home), path), () => error),
    ),
  );

const resolveAll = (home: string, path: ReadonlyArray<string>) =>
  Effect.map(
    Effect.forEach(path, (one) => resolve(home, one)),
    (paths) => [...new Set(paths.flat())],
  );

const eventsOf = (home: string, { path = [], since, ...query }: EventQuery) =>
  run(
    home,
    Effect.gen(function* () {
      const within = path.length === 0 ? [root] : yield* resolveAll(home, path);
      const { entries, next } = yield* journalPage({ ...query, since, within }, []);
      return { entries: entries.map(printedEntry), next, complete_after: yield* missingSince(since) };
    }),
  );

const revisionsOf = (home: string) =>
  run(
    home,
    Effect.flatMap(Revisions, ({ list, failed }) => Effect.all({ revisions: list, failed_applies: failed })),
  );

const differenceOf = (home: string, from: string, to: string) => run(home, difference(from, to));

/** The query for all children, or for those that are named. */
const linesQuery = (home: string, { path, ...parameters }: LineQuery) =>
  Effect.gen(function* () {
    const named = Array.isArray(path) ? path : [];
    const paths = named.length === 0 ? [root] : yield* resolveAll(home, named);
    const within = paths.includes(root) ? (yield* nodes(home)).filter((one) => one !== root) : paths;
    const given = Object.entries(parameters).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)] as const],
    );
    const { path: _, ...parsed } = yield* decodeSelection(Object.fromEntries(given));
    return { ...parsed, within } satisfies LogQuery;
  });

const decodeSelection = queryDecoder(Selection);
const decodeLedger = queryDecoder(jobs.ledger.query);
const decodeRunHistory = queryDecoder(runHistory.runHistory.query);

/** What is given, as a query has it. */
const asQuery = (parameters: LineQuery) =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, Array.isArray(value) ? value : String(value)] as const],
    ),
  );

/** The nodes at and under those that are named; undefined: all, also those that are gone. */
const nodesIn = (home: string, path: LineQuery[string]) =>
  Effect.gen(function* () {
    if (!Array.isArray(path) || path.length === 0) return undefined;
    const within = yield* resolveAll(home, path);
    return (yield* nodes(home)).filter((one) => within.some((above) => isWithin(above, one)));
  });

const ledgerOf = (home: string, { path, ...parameters }: LineQuery) =>
  run(
    home,
    Effect.gen(function* () {
      const { limit = defaultLimit, cursor: before, ...filter } = yield* decodeLedger(asQuery(parameters));
      const { read } = yield* Ledger;
      const query = { ...filter, jobs: yield* nodesIn(home, path), before, limit };
      return yield* ledgerPage(query, (wanted) => Effect.map(read(wanted), (rows) => rows.map(ledgerItem)));
    }),
  );

const runsOf = (home: string, { path, ...parameters }: LineQuery) =>
  run(
    home,
    Effect.gen(function* () {
      const {
        limit = defaultLimit,
        cursor: before,
        ...filter
      } = yield* decodeRunHistory(asQuery(parameters));
      const named = Array.isArray(path) ? path : [];
      const within = named.length === 0 ? [root] : yield* resolveAll(home, named);
      const { runs, next } = yield* runsPage({ ...runQuery(filter), within, before, limit }, []);
      return { items: runs, next: next && encodeRunCursor(next) };
    }),
  );

const isLine = (item: LogLine | Place): item is LogLine => "seq" in item;

/** Read all items of offline logs, and close them. */
const itemsOf = async (
  logs: Awaited<ReturnType<typeof openOfflineLogs>>,
  onItems: Parameters<OfflineHome["rest"]>[2],
): Result<void> => {
  try {
    for await (const items of logs.items) await onItems(items);
    return Either.right(undefined);
  } catch (error) {
    if (error instanceof BadSearch) return Either.left({ code: error._tag, detail: error.message });
    throw error;
  } finally {
    logs.close();
  }
};

const linesOf = async (
  home: string,
  ...[requested, which, onLines]: Parameters<OfflineHome["lines"]>
): ReturnType<OfflineHome["lines"]> => {
  const query = await run(home, linesQuery(home, requested));
  if (Either.isLeft(query)) return Either.left(query.left);
  const offline = await openOfflineLogs(home, query.right, which);
  return Either.map(await itemsOf(offline, (items) => onLines(items.filter(isLine))), () => offline);
};

const restOf = async (
  home: string,
  ...[requested, after, onItems]: Parameters<OfflineHome["rest"]>
): ReturnType<OfflineHome["rest"]> => {
  const query = await run(home, linesQuery(home, requested));
  if (Either.isLeft(query)) return Either.left(query.left);
  return itemsOf(await openOfflineLogs(home, query.right, "recorded", after), onItems);
};

/** Open the home of a daemon that has exited; null if there has never been one. */
export const openOfflineHome = (home: string): OfflineHome | null => {
  if (!isStoredIn(home)) return null;
  return {
    resolve: (path) => run(home, resolve(home, path)),
    events: (query) => eventsOf(home, query),
    lines: (...parameters) => linesOf(home, ...parameters),
    ledger: (query) => ledgerOf(home, query),
    runs: (query) => runsOf(home, query),
    rest: (...parameters) => restOf(home, ...parameters),
    revisions: () => revisionsOf(home),
    difference: (from, to) => differenceOf(home, from, to),
  };
};
