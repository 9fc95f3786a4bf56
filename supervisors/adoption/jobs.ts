import { Effect } from "effect";
import type { RecalledJobs } from "../../src/ports/store/Ledger.ts";
import { restoreOrigins } from "../jobs/recall/leftRuns.ts";
import { nodeAt, type Tree } from "../tree/tree.ts";

const nothing: RecalledJobs = { at: null, jobs: [], unreadable: [] };

/** Before the tree is adopted: what an earlier daemon has stored of the jobs. `alarm`: told what can't be read of it. */
export const recallJobs = (tree: Tree, alarm: (reason: string) => void): Effect.Effect<RecalledJobs> =>
  Effect.sync(() => tree.jobs.recall.begin()).pipe(
    Effect.zipRight(tree.jobs.ledger.recall),
    Effect.catchAll(({ message }) =>
      Effect.sync(() => {
        alarm(`what was stored about the jobs can't be read, so they begin as new: ${message}`);
        return nothing;
      }),
    ),
    Effect.tap(({ jobs, unreadable }) =>
      Effect.sync(() => {
        if (unreadable.length > 0) alarm(notRecalled(unreadable));
        for (const { job, state } of jobs) {
          const node = nodeAt(tree, job);
          if (node?.kind === "job") restoreOrigins(node, state);
        }
        tree.wiring.crashPoint("adoption.recalled");
      }),
    ),
  );

/** After the tree is adopted: the jobs go on where they were left. */
export const continueJobs = (tree: Tree, recalled: RecalledJobs): void => {
  tree.jobs.recall.goOn({
    ...{ recalled, left: tree.left },
    nodeOf: (path) => {
      const node = nodeAt(tree, path);
      return node?.kind === "job" ? node : undefined;
    },
  });
  tree.wiring.crashPoint("adoption.resumed-jobs");
};

/** Their ledger is stored apart. */
const notRecalled = (jobs: RecalledJobs["unreadable"]): string =>
  `what the last daemon stored about the jobs ${jobs.map(({ job }) => job).join(", ")} can't be read by this version; they go on after the last instant in their ledger, without their pauses and without what waited`;
