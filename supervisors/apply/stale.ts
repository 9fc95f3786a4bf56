import { Effect } from "effect";
import type { StaleRun } from "../../src/domain/view/Plan.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasProcess } from "../node/traits.ts";
import type { Tree } from "../tree/tree.ts";

/** The live runs that were started with other values than their env files and secrets have now. */
export const staleRuns = (tree: Tree): Effect.Effect<ReadonlyArray<StaleRun>> =>
  Effect.gen(function* () {
    const found: Array<StaleRun> = [];
    for (const node of withDescendants(tree.root)) {
      const stale = hasProcess(node) ? node.process?.staleFiles : undefined;
      const files = stale === undefined ? [] : yield* stale;
      if (files.length > 0) found.push({ path: node.path, files });
    }
    return found;
  });
