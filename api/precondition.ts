import { Effect } from "effect";
import { PreconditionFailed, type StaleRevision } from "../src/domain/Errors.ts";
import { Supervision } from "../supervisors/Supervision.ts";

/** The entity tags of a header `if-match`. */
const tagsIn = (header: string): ReadonlyArray<string> =>
  header.split(",").map((tag) => tag.trim().replace(/^"|"$/g, ""));

/**
 * The revision that the tree must still be at, by the header `if-match`; undefined where any will do. Fails if the tree is at none
 * that the header names.
 */
export const namedRevision = (
  header: string | null,
): Effect.Effect<string | undefined, PreconditionFailed, Supervision> =>
  Effect.gen(function* () {
    if (header === null || header.trim() === "*") return undefined;
    const { tree } = yield* Effect.flatMap(Supervision, ({ statusParts }) => statusParts);
    if (tagsIn(header).includes(tree.revision)) return tree.revision;
    return yield* failedPrecondition({ current: tree.revision });
  });

/** The tree is at another revision than was named. */
export const failedPrecondition = ({ current }: Pick<StaleRevision, "current">): PreconditionFailed =>
  new PreconditionFailed({
    current,
    message: `the tree is at revision ${current}, not at one that If-Match names; plan again`,
  });
