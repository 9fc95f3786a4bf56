import { Effect } from "effect";
import type { TreeSpec } from "../src/domain/ChildSpec.ts";
import type { JournalError } from "../src/domain/Errors.ts";
import type { Revision } from "../src/domain/Revision.ts";
import { Revisions } from "../src/ports/Revisions.ts";
import { specOf } from "./currentSpec.ts";
import { lastFrom } from "./news.ts";
import { withDescendants } from "./node.ts";
import type { Tree } from "./tree.ts";

/** Who made a revision of the tree, from what, and why. */
type Note = Pick<Revision, "by" | "source" | "message">;

/** The revisions of the running tree. */
export interface History {
  /** The content address of the tree as it is. */
  readonly current: () => string;
  /** The tree as it was given to this daemon is a revision. */
  readonly begin: (source: string) => Effect.Effect<void>;
  /**
   * The tree as it is now is a revision, unless it is the last one already, and the last one from its source. What
   * can't be stored is said in the journal.
   */
  readonly note: (note: Note) => Effect.Effect<void>;
}

/** What is made from a tree's specifications, made anew when one of them is another: each is never changed. */
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
    const isKnown = (source: string) =>
      Effect.map(revisions.list, (known) =>
        [known.at(-1), lastFrom(source, known)].every((entry) => entry?.revision === current()),
      );
    const store = (note: Note) =>
      Effect.suspend(() =>
        revisions.add({ ...note, revision: current(), at: now.wall(), tree: specOf(tree) }),
      );
    const orAlarm = Effect.catchAll(({ message }: JournalError) =>
      Effect.sync(() =>
        log.record({ ...fact(), type: "alarm", alarm: "journal", run: null, reason: message }),
      ),
    );
    return {
      current,
      begin: (source) => {
        const note = { by: "system", source, message: "the daemon was started with it" };
        return orAlarm(Effect.unlessEffect(store(note), isKnown(source)));
      },
      note: (note) => {
        const { by, message } = note;
        const tell = Effect.sync(() =>
          log.record({ ...fact(), type: "revision", by, revision: current(), reason: message }),
        );
        // One that is not known to be stored is new.
        const known = Effect.orElseSucceed(isKnown(note.source), () => false);
        return Effect.unlessEffect(Effect.zipRight(tell, orAlarm(store(note))), known);
      },
    };
  });
