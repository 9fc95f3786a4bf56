import { Effect } from "effect";
import type { JournalError } from "../../src/domain/Errors.ts";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { fileOfSource, type ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { withProvisioned } from "../../src/policy/plan/provisioned.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";

/**
 * How the current tree of a source compares to the last revision from it. `first`: there is none; `foreign`: the
 * running tree has another name.
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
 * Whether a source has changed since its last revision; changes made by command since then don't count. If the two
 * can't be compared, it counts as changed: if nothing differs, the plan is empty.
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
    // Reading a large tree is slow, and the last revision is usually from this source.
    if (last !== entry) {
      const now = yield* treeOf(revisions, last);
      // A tree that was renamed in its own file is still the same one.
      if (now && now.name !== tree.name && now.name !== (yield* itsLast)?.name) return "foreign";
    }
    if (!entry) return "first";
    if (entry.revision === revisionOf(tree)) return "same";
    // A different address need not be a difference: the number of instances may have changed.
    const before = yield* itsLast;
    if (before && isSame(before, tree)) return "same";
    // A tree that was stored with other defaults keeps its meaning: its file has not changed.
    return before && isSame(before, formerly()) ? "same" : "changed";
  }).pipe(Effect.orElseSucceed((): FileChange => "changed"));

/** Checks that were created on demand are in no file. */
const isSame = (before: TreeSpec, declared: TreeSpec): boolean =>
  plan(before, withProvisioned(declared, before)).steps.length === 0;

/** The source of the last file that declared a tree of this name; null if none is known. */
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
