import { Effect } from "effect";
import type { ChildPath } from "../src/domain/ChildPath.ts";
import { NoSuchChild } from "../src/domain/Errors.ts";
import { Supervision } from "../supervisors/Supervision.ts";

/** The children that a person means, or why there are none. */
export const theChildren = (
  typed: string,
): Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild, Supervision> =>
  Effect.flatMap(Supervision, (supervision) => supervision.resolve(typed));

/** The one child that a person means. */
export const oneChild = (typed: string): Effect.Effect<ChildPath, NoSuchChild, Supervision> =>
  Effect.flatMap(theChildren(typed), ([first, ...others]) =>
    first !== undefined && others.length === 0
      ? Effect.succeed(first)
      : new NoSuchChild({
          wanted: typed,
          nearest: null,
          message: `${typed} means several children; name one`,
        }),
  );
