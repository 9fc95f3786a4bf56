import { Effect } from "effect";
import type { JournalError } from "../../src/domain/Errors.ts";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { fileOfSource, type ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { Revisions } from "../../src/ports/Revisions.ts";

/**
 * How a source's tree stands to the last one that was brought about from it. `first`: there was none; `foreign`: it is
 * another tree, by its name, than the one that is there.
 */
export type FileChange = "same" | "changed" | "first" | "foreign";

/** The last revision that was made from a source. */
export const lastFrom = <Entry extends Pick<RevisionEntry, "source">>(
  source: string,
  known: ReadonlyArray<Entry>,
): Entry | undefined => known.findLast((entry) => entry.source === source);

const treeOf = (
  revisions: typeof Revisions.Service,
  entry: RevisionEntry | undefined,
): Effect.Effect<TreeSpec | undefined, JournalError> =>
  entry ? Effect.map(revisions.get(entry.number), (revision) => revision?.tree) : Effect.succeed(undefined);

/**
 * Whether a source says something else now. What has become of its last tree by command does not matter. Where the
 * two can't be compared it is taken for changed: if nothing differs, the plan will be empty.
 */
export const fileChangeOf = (
  { source, tree, formerly }: Omit<ValidFile, "kind">,
  revisionOf: (spec: TreeSpec) => string,
): Effect.Effect<FileChange, never, Revisions> =>
  Effect.gen(function* () {
    const revisions = yield* Revisions;
    const known = yield* revisions.list;
    const [entry, last] = [lastFrom(source, known), known.at(-1)];
    const itsLast = yield* Effect.cached(treeOf(revisions, entry));
    // To read a large tree takes a moment, and mostly the last one is the source's own.
    if (last !== entry) {
      const now = yield* treeOf(revisions, last);
      // A tree that was given another name in its own file is the same one.
      if (now && now.name !== tree.name && now.name !== (yield* itsLast)?.name) return "foreign";
    }
    if (!entry) return "first";
    if (entry.revision === revisionOf(tree)) return "same";
    // Not all that makes another address is a difference: instances may have other numbers.
    const before = yield* itsLast;
    if (before && plan(before, tree).steps.length === 0) return "same";
    // A tree that was stored with other defaults keeps the meaning that it had: its file has not changed.
    return before && plan(before, formerly()).steps.length === 0 ? "same" : "changed";
  }).pipe(Effect.orElseSucceed((): FileChange => "changed"));

/** The source of the last file that has declared a tree of this name; null: there is none that is known. */
export const sourceOfTree = (name: string): Effect.Effect<string | null, never, Revisions> =>
  Effect.gen(function* () {
    const revisions = yield* Revisions;
    const known = yield* revisions.list;
    for (const entry of known.toReversed()) {
      if (fileOfSource(entry.source) === null) continue;
      if ((yield* treeOf(revisions, entry))?.name === name) return entry.source;
    }
    return null;
  }).pipe(Effect.orElseSucceed(() => null));
