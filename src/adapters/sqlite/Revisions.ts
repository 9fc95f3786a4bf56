import { Effect, Layer, Schema } from "effect";
import { TreeSpec } from "../../domain/ChildSpec.ts";
import { JournalError } from "../../domain/Errors.ts";
import type { RevisionEntry } from "../../domain/Revision.ts";
import { Revisions } from "../../ports/Revisions.ts";
import { database } from "./database.ts";

/** Rows are added and never changed: the database itself refuses anything else. */
const migrations: ReadonlyArray<ReadonlyArray<string>> = [
  [
    `CREATE TABLE revision (
       number INTEGER PRIMARY KEY AUTOINCREMENT, revision TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
       source TEXT NOT NULL, message TEXT NOT NULL, tree TEXT NOT NULL
     ) STRICT`,
    `CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
     BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END`,
    `CREATE TRIGGER revision_remains BEFORE DELETE ON revision
     BEGIN SELECT RAISE(ABORT, 'revisions are never removed'); END`,
  ],
];

const Tree = Schema.parseJson(TreeSpec);
const decodeTree = Schema.decodeUnknown(Tree);

/** Trees are stored as the version that stored them knew them. */
const foreign = (number: number) => (): JournalError =>
  new JournalError({
    message: `revision ${number} was stored by another version of Sentinel, and this one can't read it`,
  });

/** The revisions in a SQLite file. */
export const layer = ({ file }: { readonly file: string }): Layer.Layer<Revisions> =>
  Layer.scoped(
    Revisions,
    Effect.gen(function* () {
      const use = yield* database({
        file,
        called: "the store of revisions",
        meanwhile: "The tree runs on; what changes now is not in its history.",
        migrations,
      });
      return Revisions.of({
        add: ({ revision, at, by, source, message, tree }) =>
          use(
            (sql) => sql`INSERT INTO revision (revision, at, by, source, message, tree)
            VALUES (${revision}, ${at}, ${by}, ${source}, ${message}, ${JSON.stringify(tree)})`,
          ),
        list: use(
          (sql) =>
            sql<RevisionEntry>`SELECT number, revision, at, by, source, message FROM revision ORDER BY number`,
        ),
        get: (number) =>
          Effect.gen(function* () {
            const [row] = yield* use(
              (sql) => sql<RevisionEntry & { readonly tree: string }>`
                SELECT number, revision, at, by, source, message, tree FROM revision WHERE number = ${number}`,
            );
            return row
              ? { ...row, tree: yield* Effect.mapError(decodeTree(row.tree), foreign(number)) }
              : null;
          }),
      });
    }),
  );
