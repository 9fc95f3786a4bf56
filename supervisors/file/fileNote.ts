import { Effect } from "effect";
import type { TreeFile, ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { type FileChange, lastFrom } from "./fileChange.ts";

/**
 * Makes a note that the file has changed since it was last applied, for users who restart a child and may expect the
 * changes to take effect. `fileNow` returns the same object as long as none of the files that were read has changed;
 * `known` is the file that the tree came from.
 */
export const makeFileNote = (
  fileNow: () => TreeFile,
  known: TreeFile | null,
  fileChangeOf: (file: ValidFile) => Effect.Effect<FileChange>,
): Effect.Effect<Effect.Effect<string | null>, never, Revisions> =>
  Effect.map(Revisions, (revisions) => {
    let same = known;
    return Effect.gen(function* () {
      const file = fileNow();
      if (file === same) return null;
      const last = lastFrom(file.source, yield* revisions.list);
      if (last === undefined) return null;
      const since = `the file has changed since revision ${last.number}`;
      if (file.kind === "invalid") return `${since} and is not valid: \`sentinel config validate\` says why`;
      if ((yield* fileChangeOf(file)) === "changed") return `${since}: \`sentinel plan\` shows it`;
      same = file;
      return null;
    }).pipe(
      // Its last revision can't be read, so no change is known.
      Effect.orElseSucceed(() => null),
    );
  });
