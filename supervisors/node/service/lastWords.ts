import { Chunk, Effect, Stream } from "effect";
import type { LogStream } from "../../../src/domain/LogLine.ts";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { lastWords } from "../../../src/policy/lastWords/lastWords.ts";
import type { LogStore } from "../../../src/ports/store/LogStore.ts";
import type { TreeNode } from "../node.ts";
import { hasProcess, type ProcessNode } from "../traits.ts";
import { withDescendants } from "./descendants.ts";

/** How many lines at the end of each stream of a run are examined: a stack trace may be long. */
const lookedThrough = 200;

/** The last words of a run: the line of its output that best explains its failure; null if it printed nothing. */
export const lastWordsOfRun = (
  store: typeof LogStore.Service,
  path: ChildPath,
  run: number,
): Effect.Effect<string | null> =>
  Effect.gen(function* () {
    const endOf = (stream: LogStream): Effect.Effect<ReadonlyArray<string>> =>
      // Only a search with an expression can fail, and this one has none.
      Effect.orDie(Stream.runCollect(store.read({ within: [path], run, stream, last: lookedThrough }))).pipe(
        Effect.map((lines) => Chunk.toReadonlyArray(lines).map(({ text }) => text)),
      );
    return lastWords({ stderr: yield* endOf("stderr"), stdout: yield* endOf("stdout") });
  });

/** The same for the runs of a tree. */
export type LastWords = (path: ChildPath, run: number) => Effect.Effect<string | null>;

export const lastWordsIn =
  (store: typeof LogStore.Service): LastWords =>
  (path, run) =>
    lastWordsOfRun(store, path, run);

/**
 * The last words of the run with which a child failed, as the end of a sentence; for a supervisor, those of the first
 * failed child under it. Empty if unknown.
 */
export const lastWordsClause = (wordsOf: LastWords, node: TreeNode): Effect.Effect<string> => {
  const failed = withDescendants(node).find(hasFailed);
  return failed
    ? Effect.map(wordsOf(failed.path, failed.lastRun), (words) =>
        words === null ? "" : `; it said last: “${words}”`,
      )
    : Effect.succeed("");
};

/** Whether a node is down because of its last run: a start that failed without a run has no output. */
const hasFailed = (node: TreeNode): node is ProcessNode =>
  hasProcess(node) &&
  (node.state === "failed" || node.state === "backoff") &&
  node.lastExit?.run === node.lastRun;
