import { Effect } from "effect";
import type { TreeFile, ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { Revisions } from "../../src/ports/Revisions.ts";
import { type FileChange, lastFrom } from "./fileChange.ts";

/**
 * Says that the file is not as it was when it was last applied, for people who restart a child and may think that this
 * goes by the file. `fileNow` gives the same object for as long as nothing that the file was read from has changed;
 * `known` is one that the tree came from.
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
      // What it was can't be read, so nothing is known to have changed.
      Effect.orElseSucceed(() => null),
    );
  });
