import { Effect } from "effect";
import { type ChildPath, isWithin, root } from "../src/domain/ChildPath.ts";
import type { NoSuchChild } from "../src/domain/Errors.ts";
import { Supervision } from "../supervisors/Supervision.ts";
import { BadRequest } from "./problems.ts";

/** The paths that a person means; nothing typed means the whole tree. */
export const pathsOf = (
  typed: string | undefined,
): Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild, Supervision> =>
  typed === undefined || typed === ""
    ? Effect.succeed([root])
    : Effect.flatMap(Supervision, ({ resolve }) => resolve(typed));

/** The one child that a person means. */
export const pathOf = (
  typed: string | undefined,
): Effect.Effect<ChildPath, NoSuchChild | BadRequest, Supervision> =>
  Effect.flatMap(pathsOf(typed), (paths) => {
    const [path] = paths;
    return path !== undefined && paths.length === 1
      ? Effect.succeed(path)
      : Effect.fail(
          new BadRequest(
            `${typed} stands for ${paths.length} children (${paths.slice(0, 3).join(", ")}…): name one`,
            "several_children",
          ),
        );
  });

/** Whether a subject is one of these children or lies under one. */
export const isAmong = (paths: ReadonlyArray<ChildPath>, subject: ChildPath): boolean =>
  paths.some((path) => isWithin(path, subject));
