import { Effect } from "effect";
import type { TreeSpec } from "../src/domain/ChildSpec.ts";
import type { Revision } from "../src/domain/Revision.ts";
import { Revisions } from "../src/ports/Revisions.ts";
import { specOf } from "./currentSpec.ts";
import { withDescendants } from "./node.ts";
import type { Tree } from "./tree.ts";

/** Who made a revision of the tree, from what, and why. */
type Note = Pick<Revision, "by" | "source" | "message">;

/** The revisions of the running tree. */
export interface History {
  /** The content address of the tree as it is. */
  readonly current: () => string;
  /** The tree as it was given to this daemon is a revision, unless it is the last one already. */
  readonly begin: Effect.Effect<void>;
  /** The tree as it is now is a revision. What can't be stored is said in the journal. */
  readonly note: (note: Note) => Effect.Effect<void>;
}

interface HistoryOptions {
  readonly revisionOf: (spec: TreeSpec) => string;
  readonly source: string;
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
  { revisionOf, source }: HistoryOptions,
): Effect.Effect<History, never, Revisions> =>
  Effect.map(Revisions, (revisions) => {
    const { log, now } = tree.wiring;
    const current = remembered(tree, () => revisionOf(specOf(tree)));
    const fact = () => ({ at: now.wall(), subject: "", by: "system" });
    const store = (note: Note) =>
      Effect.suspend(() =>
        revisions.add({ ...note, revision: current(), at: now.wall(), tree: specOf(tree) }),
      );
    const orAlarm = Effect.catchAll(({ message }: { readonly message: string }) =>
      Effect.sync(() =>
        log.record({ ...fact(), type: "alarm", alarm: "journal", run: null, reason: message }),
      ),
    );
    return {
      current,
      begin: Effect.flatMap(revisions.list, (known) =>
        known.at(-1)?.revision === current()
          ? Effect.void
          : store({ by: "system", source, message: "the daemon was started with it" }),
      ).pipe(orAlarm),
      note: (note) =>
        Effect.suspend(() => {
          const { by, message } = note;
          log.record({ ...fact(), type: "revision", by, revision: current(), reason: message });
          return orAlarm(store(note));
        }),
    };
  });
