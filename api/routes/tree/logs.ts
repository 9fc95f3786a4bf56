import { Chunk, Effect, Schema, Stream } from "effect";
import type { LogLine, Place } from "../../../src/domain/LogLine.ts";
import { type ChildPath, outermost, root } from "../../../src/domain/tree/ChildPath.ts";
import { hasProcess } from "../../../src/domain/view/childTraits.ts";
import { isInScope } from "../../../src/policy/access.ts";
import {
  type BadSearch,
  type LogQuery,
  LogStore,
  type WindowTarget,
} from "../../../src/ports/store/LogStore.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { BadRequest } from "../../answer/problem.ts";
import { jsonLines, textLines } from "../../answer/Streamed.ts";
import { lineText } from "../../answer/texts.ts";
import type { Caller } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import { defaultLimit } from "../../contract/query.ts";
import { defaultBuckets, defaultHits, LineCursor } from "../../contract/tree/logs.ts";
import { handle } from "../../handle.ts";
import { isInOne, subtrees } from "../../request/resolve.ts";
import { ofChildrenInTree } from "../../tree/inTree.ts";

type Typed = ReadonlyArray<string> | undefined;

/** The children that are selected: those named and what is under them, or all that the caller may see. */
const selected = (typed: Typed, caller: Caller) =>
  Effect.gen(function* () {
    const found = yield* subtrees(typed, caller);
    if (!found.includes(root)) return found;
    const { views } = yield* Effect.flatMap(Supervision, (supervision) => supervision.views);
    return views.filter(hasProcess).map(({ path }) => path);
  });

/** The same for what is followed: children that appear later are included with the one that they are under. */
const selectedLive = (typed: Typed, caller: Caller) => Effect.map(subtrees(typed, caller), outermost);

/** Each child with a process among those that are selected, and in the tree now: only these have lines with positions. */
const selectedChildren = (typed: Typed, caller: Caller) =>
  Effect.gen(function* () {
    const roots = yield* subtrees(typed, caller);
    const { views } = yield* Effect.flatMap(Supervision, (supervision) => supervision.views);
    return views.filter((view) => hasProcess(view) && isInOne(roots, view.path)).map(({ path }) => path);
  });

interface Wanted {
  readonly position: number | undefined;
  readonly at: number | undefined;
  readonly line: { readonly path: string; readonly seq: number } | undefined;
}

const targetOf = ({ position, at, line }: Wanted): WindowTarget | BadRequest => {
  const [target = "end", ...more] = [
    ...(position === undefined ? [] : [{ position }]),
    ...(at === undefined ? [] : [{ at }]),
    ...(line === undefined ? [] : [line]),
  ];
  return more.length === 0 ? target : new BadRequest({ message: "give one of position, at and line" });
};

/** What ends a search halfway is the last line of the answer. */
const withProblem = <Line>(
  lines: Stream.Stream<Line, BadSearch>,
): Stream.Stream<Line | { readonly problem: string }> =>
  Stream.catchAll(lines, ({ message }) => Stream.make({ problem: message }));

/** The lines that a store has, without those of children that are not in the tree any more. */
const linesOf = <Line extends LogLine | Place>(
  linesIn: (store: typeof LogStore.Service) => Stream.Stream<Line, BadSearch>,
  known?: Iterable<ChildPath>,
) =>
  Effect.gen(function* () {
    return withProblem(yield* ofChildrenInTree(linesIn(yield* LogStore), known));
  });

const encodeCursor = Schema.encodeSync(LineCursor);

/** Where the page after these lines begins. A line without its end has no number of its own yet. */
const cursorAfter = (
  lines: ReadonlyArray<LogLine>,
  before: LineCursor | undefined,
): LineCursor | undefined => {
  const settled = lines.filter(({ provisional }) => !provisional);
  const last = settled.at(-1);
  if (last === undefined) return before;
  const at = Date.parse(last.at);
  const seen = new Map(before?.at === at ? Object.entries(before.seen) : []);
  for (const line of settled) if (line.at === last.at) seen.set(line.path, line.seq);
  return { at, seen: Object.fromEntries(seen) };
};

const isBehind = ({ at, path, seq }: LogLine, cursor: LineCursor): boolean => {
  const time = Date.parse(at);
  return time > cursor.at || (time === cursor.at && seq > (cursor.seen[path] ?? 0));
};

/** One page of lines. */
const pageOfLines = (query: LogQuery, limit: number, cursor: LineCursor | undefined) =>
  Effect.gen(function* () {
    const { read } = yield* LogStore;
    // The newest that many: their first page has found where they begin.
    const { last: _, ...rest } = query;
    const wanted = cursor === undefined ? query : { ...rest, since: Math.max(cursor.at, query.since ?? 0) };
    const lines = yield* ofChildrenInTree(read(wanted));
    const ahead = cursor === undefined ? lines : Stream.filter(lines, (line) => isBehind(line, cursor));
    const found = yield* Stream.runCollect(Stream.take(ahead, limit + 1)).pipe(
      Effect.map(Chunk.toReadonlyArray),
      Effect.mapError(({ message }) => new BadRequest({ message, errors: [{ path: "grep", message }] })),
    );
    const items = found.slice(0, limit);
    const next = found.length > limit ? cursorAfter(items, cursor) : undefined;
    return { items, next: next === undefined ? null : encodeCursor(next) };
  });

const typeOf = { ndjson: "application/x-ndjson", text: "text/plain" } as const;

const fileName = {
  "application/x-ndjson": "logs.ndjson",
  "text/plain": "logs.txt",
  declared: "logs.ndjson",
} as const;

/** What the children have printed, and what they print: a line each. */
export const logs = () => ({
  logs: handle(
    contract.logs,
    ({
      query: { path, limit = defaultLimit, cursor, follow, download, format, ...query },
      caller,
      ...asked
    }) =>
      Effect.gen(function* () {
        const type = format === undefined ? asked.type : typeOf[format];
        if (!follow && !download && type === "declared")
          return yield* pageOfLines({ ...query, within: yield* selected(path, caller) }, limit, cursor);
        const within = yield* (follow ? selectedLive : selected)(path, caller);
        const lines = yield* linesOf((store) => store[follow ? "follow" : "read"]({ ...query, within }));
        const headers: Record<string, string> = download
          ? { "content-disposition": `attachment; filename="${fileName[type]}"` }
          : {};
        return type === "text/plain" ? textLines(lines, lineText, headers) : jsonLines(lines, headers);
      }),
  ),
  logWindow: handle(
    contract.logWindow,
    ({ query: { path, position, at, line, before = 0, limit = defaultLimit, ...rest }, caller }) =>
      Effect.gen(function* () {
        const target = targetOf({ position, at, line });
        if (target instanceof BadRequest) return yield* target;
        const within = yield* selectedChildren(path, caller);
        const { window } = yield* LogStore;
        return yield* window({ ...rest, within }, target, { limit, before });
      }),
  ),
  searchLogs: handle(contract.searchLogs, ({ query: { path, limit = defaultHits, ...rest }, caller }) =>
    Effect.gen(function* () {
      const within = yield* selectedChildren(path, caller);
      const { search } = yield* LogStore;
      return withProblem(search({ ...rest, within, limit }));
    }),
  ),
  logHistogram: handle(
    contract.logHistogram,
    ({ query: { path, buckets = defaultBuckets, ...rest }, caller }) =>
      Effect.gen(function* () {
        const within = yield* selectedChildren(path, caller);
        const { histogram } = yield* LogStore;
        return yield* histogram({ ...rest, within }, buckets);
      }),
  ),
  runs: handle(contract.runs, ({ query: { path }, caller }) =>
    Effect.gen(function* () {
      const within = yield* selected(path, caller);
      return { items: yield* Effect.flatMap(LogStore, ({ runs }) => runs(within)) };
    }),
  ),
  resumedLogs: handle(contract.resumedLogs, ({ query: { path, ...query }, body, caller }) =>
    Effect.flatMap(selectedLive(path, caller), (within) => {
      // Places of others would be followed, too, whoever is in charge of them.
      const known = Object.entries(body.places ?? {}).filter(([child]) => isInScope(caller.scope, child));
      const places = body.places === null ? null : new Map(known);
      return linesOf(({ followFrom }) => followFrom(places, { ...query, within }), places?.keys());
    }),
  ),
});
