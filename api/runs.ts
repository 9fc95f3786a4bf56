import { Chunk, Effect, Schema, Stream } from "effect";
import type { JournalError } from "../src/domain/Errors.ts";
import type { JournalEntry } from "../src/domain/Event.ts";
import type { ChildPath } from "../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../src/domain/tree/State.ts";
import { hasProcess } from "../src/domain/view/childTraits.ts";
import type { LastExit } from "../src/domain/view/NodeView.ts";
import { Journal, type JournalPage } from "../src/ports/Journal.ts";
import { LogStore } from "../src/ports/LogStore.ts";
import { Supervision } from "../supervisors/Supervision.ts";
import { type ChildRun, RunCursor } from "./contract/children.ts";
import { defaultLimit } from "./contract/query.ts";
import { firstPage, type Page } from "./paging.ts";

type Known = Omit<ChildRun, "output">;
type Transition = Extract<JournalEntry, { readonly type: "transition" }>;

const liveStates: ReadonlyArray<string> = ["starting", "running", "stopping"];

const encodeCursor = Schema.encodeSync(RunCursor);

/** A run after one more of its transitions. */
const after = (before: Known | undefined, { run, at, from, to, reason }: Transition): Known => {
  const isLive = liveStates.includes(to);
  const ended_at = isLive ? null : liveStates.includes(from) ? at : (before?.ended_at ?? at);
  return {
    run: run ?? 0,
    state: to as ChildState,
    reason,
    started_at: before?.started_at ?? (isLive && !liveStates.includes(from) ? at : null),
    ended_at,
    exit: null,
  };
};

/** All that the journal and what waits to be written tell of a node itself. */
const entriesOf = (
  path: ChildPath,
): Effect.Effect<ReadonlyArray<JournalEntry>, JournalError, Journal | Supervision> =>
  Effect.gen(function* () {
    const unwritten = yield* Effect.flatMap(Supervision, ({ recorded }) => recorded);
    const journal = yield* Journal;
    const entries: Array<JournalEntry> = [];
    for (let from: number | null = 0; from !== null; ) {
      const page: JournalPage = yield* journal.page({ after: from, within: [path] });
      entries.push(...page.entries);
      from = page.next;
      yield* Effect.yieldNow();
    }
    const written = entries.at(-1)?.seq ?? 0;
    return [...entries, ...unwritten.filter(({ seq }) => seq > written)].filter(
      ({ subject }) => subject === path,
    );
  });

const withExit = (run: Known, last: LastExit | null): Known => {
  if (last?.run !== run.run || run.ended_at === null) return run;
  const { code, signal, reason, at } = last;
  return { ...run, reason, ended_at: at, exit: code === null && signal === null ? null : { code, signal } };
};

/** The numbers of the first and last line of a run; null where nothing of it is kept. */
const outputOf = (path: ChildPath, run: number): Effect.Effect<ChildRun["output"], never, LogStore> =>
  Effect.gen(function* () {
    const { read } = yield* LogStore;
    const lines = (more: { readonly last?: number }) =>
      Stream.runCollect(Stream.take(read({ within: [path], run, ...more }), 1)).pipe(
        Effect.map(Chunk.toReadonlyArray),
        Effect.orElseSucceed(() => []),
      );
    const [first] = yield* lines({});
    const [last] = yield* lines({ last: 1 });
    return first === undefined || last === undefined ? null : { first: first.seq, last: last.seq };
  });

/** The runs of a service, the newest first, as far as the journal and the output tell. */
export const runsOf = (
  path: ChildPath,
  {
    limit = defaultLimit,
    cursor,
  }: { readonly limit?: number; readonly cursor?: { readonly before: number } },
): Effect.Effect<Page<ChildRun>, JournalError, Journal | LogStore | Supervision> =>
  Effect.gen(function* () {
    const runs = new Map<number, Known>();
    for (const entry of yield* entriesOf(path))
      if (entry.type === "transition" && entry.run !== null)
        runs.set(entry.run, after(runs.get(entry.run), entry));
    const { views } = yield* Effect.flatMap(Supervision, (supervision) => supervision.views);
    const view = views.find((one) => one.path === path);
    const last = view && hasProcess(view) ? view.last_exit : null;
    const older = [...runs.values()]
      .filter(({ run }) => cursor === undefined || run < cursor.before)
      .sort((one, other) => other.run - one.run);
    const { items, next } = firstPage(older, limit, ({ run }) => encodeCursor({ before: run }));
    const complete = yield* Effect.forEach(items, (run) =>
      Effect.map(outputOf(path, run.run), (output) => ({ ...withExit(run, last), output })),
    );
    return { items: complete, next };
  });
