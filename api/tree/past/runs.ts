import { Chunk, Effect, Stream } from "effect";
import type { JournalError } from "../../../src/domain/Errors.ts";
import type { Run } from "../../../src/domain/Run.ts";
import { isWithin } from "../../../src/domain/tree/ChildPath.ts";
import { LogStore } from "../../../src/ports/store/LogStore.ts";
import { type RunPlace, type RunQuery, Runs } from "../../../src/ports/store/Runs.ts";

/** A page of runs, with the place where the next one begins. */
interface FoundRuns {
  readonly runs: ReadonlyArray<Run>;
  readonly next: RunPlace | null;
}

const isWanted =
  ({ within, outcomes, triggers, from = "", to }: RunQuery) =>
  ({ path, outcome, trigger, started_at, ended_at }: Run): boolean => {
    const at = started_at ?? ended_at ?? "";
    return (
      within.some((one) => isWithin(one, path)) &&
      (outcomes?.includes(outcome) ?? true) &&
      (triggers?.includes(trigger) ?? true) &&
      at >= from &&
      (to === undefined || at <= to)
    );
  };

/** A page of the history, in which the runs that wait to be written are as they are now; the first has them all. */
export const runsPage = (
  query: RunQuery,
  unwritten: ReadonlyArray<Run>,
): Effect.Effect<FoundRuns, JournalError, Runs> =>
  Effect.gen(function* () {
    const { page } = yield* Runs;
    const { runs, next } = yield* page(query);
    if (unwritten.length === 0) return { runs, next };
    const waiting = new Set(unwritten.map(({ id }) => id));
    const first = query.before === undefined ? unwritten.filter(isWanted(query)).reverse() : [];
    return { runs: [...first, ...runs.filter(({ id }) => !waiting.has(id))], next };
  });

/** A run by its id, as it is now; null: there is none. */
export const runWith = (
  id: string,
  unwritten: ReadonlyArray<Run>,
): Effect.Effect<Run | null, JournalError, Runs> => {
  const waiting = unwritten.find((run) => run.id === id);
  return waiting ? Effect.succeed(waiting) : Effect.flatMap(Runs, ({ get }) => get(id));
};

/** The numbers of the first and last line of a run that are kept; null: none are. */
const keptLines = ({ path, run }: Run): Effect.Effect<Run["output"], never, LogStore> =>
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

/** The runs with the output of each that is still kept. */
export const withKeptOutput = (
  runs: ReadonlyArray<Run>,
): Effect.Effect<ReadonlyArray<Run>, never, LogStore> =>
  Effect.forEach(runs, (run) => Effect.map(keptLines(run), (output) => ({ ...run, output })));
