import { Effect } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { RecalledJobs } from "../../src/ports/Ledger.ts";
import { restoreOrigins } from "../jobs/leftRuns.ts";
import { nodeAt, type Tree } from "../tree/tree.ts";

const nothing: RecalledJobs = { at: null, jobs: [], unreadable: [] };

/** Before the tree is adopted: what an earlier daemon has stored of the jobs. `alarm`: told what can't be read of it. */
export const recallJobs = (tree: Tree, alarm: (reason: string) => void): Effect.Effect<RecalledJobs> =>
  tree.jobs.ledger.recall.pipe(
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
      }),
    ),
  );

/** After the tree is adopted: the jobs go on where they were left. */
export const continueJobs = ({ jobs, left }: Tree, recalled: RecalledJobs): void =>
  jobs.continueFrom(recalled, left);

/** Their ledger is stored apart. */
const notRecalled = (jobs: ReadonlyArray<ChildPath>): string =>
  `what the last daemon stored about the jobs ${jobs.join(", ")} can't be read by this version; they begin as new, and their ledger stays`;
