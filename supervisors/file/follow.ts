import { Effect } from "effect";
import type { FileProblem, ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { whyNotApplied } from "../../src/policy/messages/failedApply.ts";
import type { Supervision } from "../Supervision.ts";
import type { FileChange } from "./fileChange.ts";
import type { OtherTree } from "./otherTree.ts";

/** Says what is wrong with the file: in one line for the journal, and in full for a terminal. */
export type Complain = (brief: string, full: string) => void;

type Apply = (typeof Supervision.Service)["apply"];

/** Brings the tree to what its file says, as often as that changes. */
export interface Following {
  readonly follow: (typeof Supervision.Service)["follow"];
  /** Why the tree is not as its file says; null where it is. */
  readonly problem: () => FileProblem | null;
  /** What makes the tree as its file says, solves the problem, whoever does it. */
  readonly apply: Apply;
}

const unchanged = "the tree goes on as it was";

/**
 * A file is applied when it says something else than it did when it was last applied, so that what has been added
 * or scaled by command since stays as it is. One that is wrong, or can't be applied, or is another tree's, leaves the
 * tree alone.
 * `known` is what was wrong with it before.
 */
export const makeFollowing = (
  source: string,
  fileChangeOf: (file: ValidFile) => Effect.Effect<FileChange>,
  apply: Apply,
  otherTree: (name: string) => Effect.Effect<OtherTree>,
  complain: Complain,
  known: FileProblem | null,
): Following => {
  let problem = known;
  const found = (kind: FileProblem["kind"], brief: string, full: string): void => {
    problem = { kind, brief, message: full };
    complain(brief, full);
  };
  const follow: Following["follow"] = (file, why) =>
    Effect.gen(function* () {
      if (file.kind === "invalid") {
        return found("invalid", `${file.brief}; ${unchanged}`, `${file.full}\n\n${unchanged}`);
      }
      const change = yield* fileChangeOf(file);
      if (change === "foreign") {
        const { what, remedy } = yield* otherTree(file.tree.name);
        return found(
          "not_applied",
          `${what}; ${unchanged}`,
          `${file.source}: ${what}; ${unchanged}; ${remedy}`,
        );
      }
      const message = change === "first" ? "the daemon was started with it" : why;
      const applied =
        change === "same" ? null : yield* apply(file.tree, { by: "file", source: file.source, message });
      if (applied === null || applied.applied) {
        problem = null;
        return;
      }
      const failure = `${message}, but was ${whyNotApplied(applied)}`;
      found("not_applied", failure, `${file.source}: ${failure}`);
    }).pipe(
      // Only where a revision is asked for.
      Effect.orDie,
    );
  return {
    follow,
    problem: () => problem,
    apply: (wanted, how) =>
      Effect.tap(apply(wanted, how), ({ applied }) => {
        if (applied && how.source === source) problem = null;
        return Effect.void;
      }),
  };
};
