import { Effect, Either, Schema } from "effect";
import { JournalError } from "../../domain/Errors.ts";
import type { Retention } from "../../domain/stored/Retention.ts";
import type { FailedApply, RevisionEntry } from "../../domain/stored/Revision.ts";
import { readStoredTree, storedTree } from "../../domain/stored/StoredTree.ts";
import type { TreeSpec } from "../../domain/tree/ChildSpec.ts";
import type { Revisions } from "../../ports/store/Revisions.ts";
import type { Ask } from "./file/database.ts";

const fromJson = Schema.decodeUnknownEither(Schema.parseJson());

const treeIn = (number: number, json: string): Either.Either<TreeSpec, JournalError> =>
  fromJson(json).pipe(
    Either.mapLeft(() => "is damaged"),
    Either.flatMap((stored) => readStoredTree(stored)),
    Either.mapLeft((why) => new JournalError({ message: `revision ${number} ${why}` })),
  );

/** The revisions in a database. */
export const revisionsIn = (
  use: Ask,
  { failed_applies: kept }: Pick<Retention, "failed_applies"> = { failed_applies: null },
): typeof Revisions.Service => ({
  add: ({ revision, at, by, source, message, tree }) =>
    use(
      (sql) => sql`INSERT INTO revision (revision, at, by, source, message, tree)
            VALUES (${revision}, ${at}, ${by}, ${source}, ${message}, ${JSON.stringify(storedTree(tree))})`,
    ),
  list: use(
    (sql) =>
      sql<RevisionEntry>`SELECT number, revision, at, by, source, message FROM revision ORDER BY number`,
  ),
  addFailed: ({ revision, at, by, source, message, error }) =>
    use((sql) =>
      sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`INSERT INTO failed_apply (revision, at, by, source, message, error)
            VALUES (${revision}, ${at}, ${by}, ${source}, ${message}, ${error})`;
          if (kept !== null)
            yield* sql`DELETE FROM failed_apply WHERE number <= (SELECT max(number) FROM failed_apply) - ${kept}`;
        }),
      ),
    ),
  failed: use(
    (sql) =>
      sql<FailedApply>`SELECT revision, at, by, source, message, error FROM failed_apply ORDER BY number`,
  ),
  get: (number) =>
    Effect.gen(function* () {
      const [row] = yield* use(
        (sql) => sql<RevisionEntry & { readonly tree: string }>`
                SELECT number, revision, at, by, source, message, tree FROM revision WHERE number = ${number}`,
      );
      return row ? { ...row, tree: yield* treeIn(number, row.tree) } : null;
    }),
});
