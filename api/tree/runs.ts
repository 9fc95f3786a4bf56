import { Chunk, Effect, Schema, Stream } from "effect";
import type { JournalError } from "../../src/domain/Errors.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { hasProcess } from "../../src/domain/view/childTraits.ts";
import type { LastExit } from "../../src/domain/view/NodeView.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { LogStore } from "../../src/ports/LogStore.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { firstPage, type Page } from "../answer/paging.ts";
import { type ChildRun, RunCursor } from "../contract/children.ts";
import { defaultLimit } from "../contract/query.ts";

type Known = Omit<ChildRun, "output">;
type Transition = Extract<JournalEntry, { readonly type: "transition" }>;
type RunTransition = Transition & { readonly run: number };

const liveStates: ReadonlyArray<string> = ["starting", "running", "stopping"];

const encodeCursor = Schema.encodeSync(RunCursor);

const isOfRun = (entry: JournalEntry): entry is RunTransition =>
  entry.type === "transition" && entry.run !== null;

/** A run after one more of its transitions. What comes after its end changes its state only. */
const after = (before: Known | undefined, { run, at, from, to, reason, exit }: RunTransition): Known => {
  const isLive = liveStates.includes(to);
  const state = to as ChildState;
  if (before !== undefined && before.ended_at !== null && !isLive) return { ...before, state };
  const isEnd = !isLive && liveStates.includes(from);
  return {
    run,
    state,
    reason,
    started_at: before?.started_at ?? (isLive && !liveStates.includes(from) ? at : null),
    ended_at: isEnd || !isLive ? at : null,
    exit: exit ?? null,
  };
};

/** How many entries are read at once. */
const batch = 500;

/** The newest transitions of a node's runs before an entry: those of so many runs, or of all. The newest first. */
const transitionsOf = (
  path: ChildPath,
  runs: number,
  { before, entry }: RunPlace,
): Effect.Effect<ReadonlyArray<RunTransition>, JournalError, Journal | Supervision> =>
  Effect.gen(function* () {
    const unwritten = yield* Effect.flatMap(Supervision, ({ recorded }) => recorded);
    const journal = yield* Journal;
    const found: Array<RunTransition> = [];
    const seen = new Set<number>();
    const take = (entries: ReadonlyArray<JournalEntry>): void => {
      for (const one of entries.filter(isOfRun)) {
        if (one.run >= before || seen.size > runs) continue;
        seen.add(one.run);
        // Of one run more is known that all of the others are there.
        if (seen.size <= runs) found.push(one);
      }
    };
    let from = entry;
    let page = yield* journal.newestOf({ subject: path, before: from, limit: batch });
    const written = page[0]?.seq ?? 0;
    take(unwritten.filter(({ subject, seq }) => subject === path && seq > written && seq < from).reverse());
    for (;;) {
      take(page);
      from = page.at(-1)?.seq ?? 0;
      if (page.length < batch || seen.size > runs) return found;
      yield* Effect.yieldNow();
      page = yield* journal.newestOf({ subject: path, before: from, limit: batch });
    }
  });

/** Of the newest run before daemons recorded it with the transition. */
const withExit = (run: Known, last: LastExit | null): Known => {
  if (last?.run !== run.run || run.ended_at === null || run.exit !== null) return run;
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

/** Where a page begins: behind this run, whose oldest entry has this number. */
interface RunPlace {
  readonly before: number;
  readonly entry: number;
}

/** The runs of a service, the newest first, as far as the journal and the output tell. */
export const runsOf = (
  path: ChildPath,
  {
    limit = defaultLimit,
    cursor,
  }: { readonly limit?: number; readonly cursor?: { readonly before: number; readonly entry?: number } },
): Effect.Effect<Page<ChildRun>, JournalError, Journal | LogStore | Supervision> =>
  Effect.gen(function* () {
    const { views } = yield* Effect.flatMap(Supervision, (supervision) => supervision.views);
    const view = views.find((one) => one.path === path);
    if (view === undefined || !hasProcess(view)) return { items: [], next: null };
    const place = { before: Number.MAX_SAFE_INTEGER, entry: Number.MAX_SAFE_INTEGER, ...cursor };
    const entries = yield* transitionsOf(path, limit + 1, place);
    const runs = new Map<number, Known>();
    const oldest = new Map<number, number>();
    for (const entry of [...entries].reverse()) {
      runs.set(entry.run, after(runs.get(entry.run), entry));
      if (!oldest.has(entry.run)) oldest.set(entry.run, entry.seq);
    }
    const newestFirst = [...runs.values()].sort((one, other) => other.run - one.run);
    const { items, next } = firstPage(newestFirst, limit, ({ run }) =>
      encodeCursor({ before: run, entry: oldest.get(run) ?? place.entry }),
    );
    const complete = yield* Effect.forEach(items, (run) =>
      Effect.map(outputOf(path, run.run), (output) => ({ ...withExit(run, view.last_exit), output })),
    );
    return { items: complete, next };
  });
