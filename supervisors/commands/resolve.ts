import { Effect } from "effect";
import { NoSuchChild } from "../../src/domain/Errors.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { nearestPath } from "../../src/policy/nearest.ts";
import { namesakes, select } from "../../src/policy/select.ts";
import { withDescendants } from "../node/service/descendants.ts";
import type { Tree } from "../tree/tree.ts";

type Meant = Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild>;

/** The paths that a user's argument selects: a path, a unique last part, or a glob. */
export const resolve = (tree: Tree, typed: string): Meant =>
  resolveAmong(
    withDescendants(tree.root).map(({ path }) => path),
    typed,
  );

/** The same, among these paths. */
export const resolveAmong = (paths: ReadonlyArray<ChildPath>, typed: string): Meant => {
  const found = select(typed, paths);
  if (found.length > 0) return Effect.succeed(found);
  const several = namesakes(typed, paths);
  if (several.length > 1) {
    const message = `${typed} could be ${several.join(" or ")}: give the whole path`;
    return Effect.fail(new NoSuchChild({ wanted: typed, nearest: null, message }));
  }
  const nearest = nearestPath(typed, paths);
  const hint = nearest ? `did you mean ${nearest}?` : "`sentinel status` shows all";
  const message = `there is no child ${typed}; ${hint}`;
  return Effect.fail(new NoSuchChild({ wanted: typed, nearest, message }));
};
