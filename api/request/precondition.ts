import { Effect } from "effect";
import { PreconditionFailed, type StaleRevision } from "../../src/domain/Errors.ts";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { entityTag, tagsIn } from "../answer/entityTags.ts";

/** The revision that an entity tag names, with or without its number. */
const revisionIn = (tag: string): string => tag.replace(/-\d+$/, "");

/** The entity tag of a revision: the same tree may come back under another number. */
export const tagOf = ({ revision, number }: Pick<RevisionEntry, "revision" | "number">): string =>
  entityTag(revision, number);

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
    if (tagsIn(header).map(revisionIn).includes(tree.revision)) return tree.revision;
    return yield* failedPrecondition({ current: tree.revision });
  });

/** The tree is at another revision than was named. */
export const failedPrecondition = ({ current }: Pick<StaleRevision, "current">): PreconditionFailed =>
  new PreconditionFailed({
    current,
    message: `the tree is at revision ${current}, not at one that If-Match names; plan again`,
  });
