import { Effect, type Scope, Stream } from "effect";
import type { TreeFile } from "../../src/domain/tree/TreeFile.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import type { History } from "../apply/history.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasProcess } from "../node/traits.ts";
import { remember } from "../node/wiring.ts";
import type { Tree } from "../tree/tree.ts";

/**
 * Report it when the journal goes on in another file, and if that lacks what the former one had, store what the next
 * daemon needs: the state of each node, and the tree.
 */
export const followReplacements = (
  tree: Tree,
  history: History,
  file: TreeFile,
  alarm: (reason: string) => void,
): Effect.Effect<void, never, Journal | Scope.Scope> =>
  Effect.gen(function* () {
    const { replacements } = yield* Journal;
    const followed = Stream.runForEach(replacements, ({ isComplete, reason }) =>
      Effect.suspend(() => {
        alarm(reason);
        if (isComplete) return Effect.void;
        for (const node of withDescendants(tree.root)) {
          remember(node, tree.wiring);
          if (hasProcess(node) && node.openRun) tree.wiring.log.keepRun(node.openRun);
        }
        history.storeAnew(file);
        return tree.wiring.log.flush;
      }),
    );
    yield* Effect.forkScoped(followed);
  });
