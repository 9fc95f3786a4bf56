import { Chunk, Effect, Stream } from "effect";
import type { ChildStatus, ServiceStatus, TreeStatus } from "../src/domain/Status.ts";
import { lastWords } from "../src/policy/lastWords.ts";
import { LogStore } from "../src/ports/LogStore.ts";

/** How many lines at the end of a run are looked through. */
const lookedThrough = 40;

/** The run that a child has failed with and nobody has started it since; null when it is well. */
const failedRun = ({ state, last_exit }: ServiceStatus): number | null =>
  last_exit && (state === "failed" || state === "backoff") ? last_exit.run : null;

/** Adds to each child that has failed what it said last. */
export type LastWords = (status: TreeStatus) => Effect.Effect<TreeStatus, never, LogStore>;

/** A run that is over says nothing more, so each is read once. */
export const makeLastWords = (): LastWords => {
  const known = new Map<string, { readonly run: number; readonly words: string | null }>();

  const wordsOf = (path: string, run: number): Effect.Effect<string | null, never, LogStore> =>
    Effect.gen(function* () {
      const found = known.get(path);
      if (found?.run === run) return found.words;
      const store = yield* LogStore;
      const said = store.read({ within: [path], run, stream: "stderr", last: lookedThrough });
      // Without an expression to search for, a search can't be a bad one.
      const lines = yield* Effect.orDie(Stream.runCollect(said));
      const words = lastWords(Chunk.toReadonlyArray(lines).map(({ text }) => text));
      known.set(path, { run, words });
      return words;
    });

  const withWords = (child: ChildStatus): Effect.Effect<ChildStatus, never, LogStore> => {
    const run = child.kind === "service" ? failedRun(child) : null;
    if (run !== null) return Effect.map(wordsOf(child.path, run), (last_words) => ({ ...child, last_words }));
    known.delete(child.path);
    return Effect.succeed(child);
  };
  return (status) =>
    Effect.map(Effect.forEach(status.children, withWords), (children) => ({ ...status, children }));
};
