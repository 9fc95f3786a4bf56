import { Effect } from "effect";
import type { FileProblem, ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { whyNotApplied } from "../../src/policy/messages/failedApply.ts";
import type { Supervision } from "../Supervision.ts";
import type { FileChange } from "./fileChange.ts";
import type { OtherTree } from "./otherTree.ts";

/** Reports a problem with the file: in one line for the journal, and in full for a terminal. */
export type Complain = (brief: string, full: string) => void;

type Apply = (typeof Supervision.Service)["apply"];

/** Keeps the tree in step with its file. */
export interface Following {
  readonly follow: (typeof Supervision.Service)["follow"];
  /** Why the tree does not match its file; null if it does. */
  readonly problem: () => FileProblem | null;
  /** An apply that makes the tree match its file also solves the problem, whoever requested it. */
  readonly apply: Apply;
}

const unchanged = "the tree goes on as it was";

/**
 * A file is applied if it has changed since it was last applied, so that children added or scaled by command since then
 * stay as they are. A file that is invalid, can't be applied, or declares another tree leaves the tree as it is.
 * `known` is the problem with it from before a failed hand-over.
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
      // Fails only if a revision is passed.
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
