import { Effect } from "effect";
import { NoSuchChild } from "../../src/domain/Errors.ts";
import { type ChildPath, isWithin, root } from "../../src/domain/tree/ChildPath.ts";
import { type AccessScope, isInScope } from "../../src/policy/access.ts";
import { resolveAmong } from "../../supervisors/commands/resolve.ts";
import { Supervision } from "../../supervisors/Supervision.ts";

/** The part of a caller that says what it may see. */
interface Scoped {
  readonly scope: AccessScope;
}

/** The children that a person means, or why there are none. What is hidden by the scope does not exist. */
const theChildren = (
  typed: string,
  { scope }: Scoped,
): Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild, Supervision> =>
  Effect.flatMap(Supervision, (supervision) =>
    scope === null
      ? supervision.resolve(typed)
      : Effect.flatMap(supervision.views, ({ views }) =>
          resolveAmong(
            views.map(({ path }) => path).filter((path) => isInScope(scope, path)),
            typed,
          ),
        ),
  );

/** The children that are meant by several words, each once. */
export const allChildren = (
  typed: ReadonlyArray<string>,
  caller: Scoped,
): Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild, Supervision> =>
  Effect.map(
    Effect.forEach(typed, (one) => theChildren(one, caller)),
    (found) => [...new Set(found.flat())],
  );

/** The one child that a person means. */
export const oneChild = (typed: string, caller: Scoped): Effect.Effect<ChildPath, NoSuchChild, Supervision> =>
  Effect.flatMap(theChildren(typed, caller), ([first, ...others]) =>
    first !== undefined && others.length === 0
      ? Effect.succeed(first)
      : new NoSuchChild({
          wanted: typed,
          nearest: null,
          message: `${typed} means several children; name one`,
        }),
  );

/** The subtrees that are meant, each by its root: those named, or all that the caller may see. */
export const subtrees = (
  typed: ReadonlyArray<string> | undefined,
  caller: Scoped,
): Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild, Supervision> => {
  if (typed !== undefined) return allChildren(typed, caller);
  return Effect.succeed(caller.scope ?? [root]);
};

/** Whether a path is one of some subtrees, or lies in one. */
export const isInOne = (roots: ReadonlyArray<ChildPath>, path: ChildPath): boolean =>
  roots.some((one) => isWithin(one, path));
