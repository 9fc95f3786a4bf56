import { Effect } from "effect";
import type { Revision } from "../../src/domain/stored/Revision.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { TreeFile } from "../../src/domain/tree/TreeFile.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { lastFrom } from "../file/fileChange.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { specOf } from "../tree/currentSpec.ts";
import type { Tree } from "../tree/tree.ts";

/** Who made a revision of the tree, from which source, and why. */
type Note = Pick<Revision, "by" | "source" | "message">;

/** The revisions of the running tree. */
export interface History {
  /** The content address of the current tree. */
  readonly current: () => string;
  /** Store the tree that this daemon was given as a revision. */
  readonly begin: (source: string) => Effect.Effect<void>;
  /**
   * Store the current tree as a revision, unless it is both the last one and the last one from its source. It is stored
   * together with its event.
   */
  readonly note: (note: Note) => Effect.Effect<void>;
  /**
   * Store the current tree in a database that has no revisions. The tree that the daemon's file had at first comes
   * before it if it is another one, so that the next daemon takes neither for a change of the file.
   */
  readonly storeAnew: (file: TreeFile) => void;
  /** Store that an apply of this tree failed, and why. */
  readonly noteFailed: (wanted: TreeSpec, note: Note, error: string) => Effect.Effect<void>;
}

/** Caches a value computed from the tree's specifications until one of them is replaced: they are never modified. */
const remembered = (tree: Tree, make: () => string): (() => string) => {
  let made: { readonly from: ReadonlyArray<unknown>; readonly value: string } | null = null;
  return () => {
    const from = [tree.name, ...withDescendants(tree.root).map(({ spec }) => spec)];
    if (made?.from.length !== from.length || made.from.some((spec, index) => spec !== from[index]))
      made = { from, value: make() };
    return made.value;
  };
};

export const makeHistory = (
  tree: Tree,
  revisionOf: (spec: TreeSpec) => string,
): Effect.Effect<History, never, Revisions> =>
  Effect.map(Revisions, (revisions) => {
    const { log, now } = tree.wiring;
    const current = remembered(tree, () => revisionOf(specOf(tree)));
    const fact = () => ({ at: now.wall(), subject: "", by: "system" });
    /** The newest revision from each source that this daemon has made: it may not be stored yet. */
    const noted = new Map<string, Pick<Revision, "source" | "revision">>();
    const isKnown = (source: string) =>
      Effect.map(revisions.list, (stored) => {
        const known = [...stored, ...noted.values()];
        return [known.at(-1), lastFrom(source, known)].every((entry) => entry?.revision === current());
      });
    const store = (note: Note): void => {
      const { source } = note;
      const revision = current();
      noted.delete(source);
      noted.set(source, { source, revision });
      log.store(revisions.add({ ...note, revision, at: now.wall(), tree: specOf(tree) }));
    };
    /** `inDoubt`: what to assume if the store can't be read. */
    const unlessKnown = (source: string, inDoubt: "known" | "new", use: () => void) =>
      Effect.sync(use).pipe(
        Effect.andThen(log.flush),
        Effect.unlessEffect(Effect.orElseSucceed(isKnown(source), () => inDoubt === "known")),
      );
    return {
      current,
      begin: (source) =>
        unlessKnown(source, "known", () =>
          store({ by: "system", source, message: "the daemon was started with it" }),
        ),
      note: (note) =>
        unlessKnown(note.source, "new", () => {
          const { by, message } = note;
          log.record({ ...fact(), type: "revision", by, revision: current(), reason: message });
          store(note);
        }),
      storeAnew: (file) => {
        const why = { by: "system", message: "the database was made anew" };
        const isOfFile =
          noted.get(file.source)?.revision === current() ||
          (file.kind === "valid" && revisionOf(file.tree) === current());
        if (file.kind === "valid" && !isOfFile)
          log.store(
            revisions.add({
              ...{ ...why, source: file.source, revision: revisionOf(file.tree) },
              ...{ at: now.wall(), tree: file.tree },
            }),
          );
        store({ ...why, source: isOfFile ? file.source : "a command" });
      },
      noteFailed: (wanted, { by, source, message }, error) =>
        Effect.suspend(() => {
          const failed = { revision: revisionOf(wanted), at: now.wall(), by, source, message, error };
          log.store(revisions.addFailed(failed));
          return log.flush;
        }),
    };
  });
