import { Effect, Schema } from "effect";
import { treeWithoutValues } from "../../../src/policy/withheld.ts";
import { Configuration } from "../../../src/ports/home/Configuration.ts";
import { Revisions } from "../../../src/ports/store/Revisions.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { entityTag } from "../../answer/entityTags.ts";
import { firstPage } from "../../answer/paging.ts";
import { Reply } from "../../answer/Reply.ts";
import { byOf } from "../../caller.ts";
import { AgeCursor } from "../../contract/config/revisions.ts";
import { contract } from "../../contract/contract.ts";
import { defaultLimit } from "../../contract/query.ts";
import { handle } from "../../handle.ts";
import { failedPrecondition, namedRevision, tagOf } from "../../request/precondition.ts";
import { difference, theRevision } from "../../tree/revision.ts";
import { visibleNow } from "../../tree/visibleNow.ts";

const encodeCursor = Schema.encodeSync(AgeCursor);

interface PageQuery {
  readonly limit?: number;
  readonly cursor?: { readonly before: number };
}

/** A page of what is never changed or removed, the newest first. `all`: the oldest first. */
const newestFirst = <Item extends { readonly at: string }>(
  all: ReadonlyArray<Item>,
  { limit = defaultLimit, cursor }: PageQuery,
) => {
  const placed = all.map((item, place) => ({ item, place })).reverse();
  const older = cursor === undefined ? placed : placed.filter(({ place }) => place < cursor.before);
  const { items, next } = firstPage(older, limit, ({ place }) => encodeCursor({ before: place }));
  // What is only added to is known by how much there is, and when the last came.
  const etag = entityTag(all.length, Date.parse(all.at(-1)?.at ?? "") || 0);
  return new Reply({ items: items.map(({ item }) => item), next }, { headers: { etag } });
};

/** The trees that there were, and going back to one of them. */
export const revisions = () => ({
  revisions: handle(contract.revisions, ({ query }) =>
    Effect.map(
      Effect.flatMap(Revisions, ({ list }) => list),
      (all) => newestFirst(all, query),
    ),
  ),
  failedApplies: handle(contract.failedApplies, ({ query }) =>
    Effect.map(
      Effect.flatMap(Revisions, ({ failed }) => failed),
      (all) => newestFirst(all, query),
    ),
  ),
  revision: handle(contract.revision, ({ params: { id } }) =>
    Effect.map(theRevision(id), (revision) => {
      const shown = { ...revision, tree: treeWithoutValues(revision.tree) };
      return new Reply(shown, { headers: { etag: tagOf(revision) } });
    }),
  ),
  revisionText: handle(contract.revisionText, ({ params: { id }, caller }) =>
    Effect.gen(function* () {
      const { print } = yield* Configuration;
      const { number, revision, tree } = yield* theRevision(id);
      const withheld = caller.role !== "admin";
      return { number, revision, text: print(withheld ? treeWithoutValues(tree) : tree), withheld };
    }),
  ),
  difference: handle(contract.difference, ({ params: { id, other } }) => difference(id, other)),
  rollback: handle(contract.rollback, ({ params: { id }, caller, header }) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const expected = yield* namedRevision(header("if-match"));
      const { tree, number, revision } = yield* theRevision(id);
      const message = `rolled back to revision ${number}`;
      // It has been this home's before.
      const how = { by: byOf(caller), source: revision, message, replaceTree: true, revision: expected };
      const applied = yield* Effect.catchTag(
        supervision.apply(tree, how),
        "StaleRevision",
        failedPrecondition,
      );
      return { ...applied, number, ...(yield* visibleNow) };
    }),
  ),
});
