import { Effect } from "effect";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { hasProcess } from "../../../src/domain/view/childTraits.ts";
import type { NodeView } from "../../../src/domain/view/NodeView.ts";
import { LogStore } from "../../../src/ports/store/LogStore.ts";
import { lastWordsOfRun } from "../../../supervisors/node/service/lastWords.ts";

/** A run that has failed, and what its child is down for. */
interface FailedRun {
  readonly path: ChildPath;
  readonly run: number;
}

/**
 * The run whose failure a child is down for. None if the child is well, or if its last start failed before there was a run:
 * the words of an earlier run do not explain that.
 */
const failedRun = (view: NodeView): FailedRun | null => {
  if (!hasProcess(view)) return null;
  const { path, state, run, last_exit } = view;
  const isDown = state === "failed" || state === "backoff";
  return isDown && run !== null && last_exit?.run === run ? { path, run } : null;
};

/** What those of some children that have failed said last; null for one that said nothing. */
export type LastWords = (
  views: ReadonlyArray<NodeView>,
) => Effect.Effect<ReadonlyMap<ChildPath, string | null>, never, LogStore>;

const none: ReadonlyMap<ChildPath, string | null> = new Map();

/** A run that is over says nothing more, so each is read once. */
export const makeLastWords = (): LastWords => {
  const known = new Map<ChildPath, { readonly run: number; readonly words: string | null }>();

  const wordsOf = ({ path, run }: FailedRun): Effect.Effect<string | null, never, LogStore> =>
    Effect.gen(function* () {
      const found = known.get(path);
      if (found?.run === run) return found.words;
      const store = yield* LogStore;
      const words = yield* lastWordsOfRun(store, path, run);
      known.set(path, { run, words });
      return words;
    });

  return (views) => {
    const failed: Array<FailedRun> = [];
    for (const view of views) {
      const run = failedRun(view);
      if (run) failed.push(run);
      else known.delete(view.path);
    }
    if (failed.length === 0) return Effect.succeed(none);
    const said = Effect.forEach(failed, (run) =>
      Effect.map(wordsOf(run), (words) => [run.path, words] as const),
    );
    return Effect.map(said, (words) => new Map(words));
  };
};
