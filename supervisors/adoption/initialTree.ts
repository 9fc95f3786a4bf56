import { Effect } from "effect";
import { type JournalError, NoTreeToStart } from "../../src/domain/Errors.ts";
import type { Run } from "../../src/domain/Run.ts";
import type { Revision } from "../../src/domain/stored/Revision.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { pathsOfProcesses } from "../../src/domain/tree/childTraits.ts";
import type { TreeFile } from "../../src/domain/tree/TreeFile.ts";
import { withProvisioned } from "../../src/policy/plan/provisioned.ts";
import { CrashPoints } from "../../src/ports/home/CrashPoints.ts";
import { type Left, ProcessSpawner } from "../../src/ports/machine/ProcessSpawner.ts";
import { Journal, type Recalled } from "../../src/ports/store/Journal.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { Runs } from "../../src/ports/store/Runs.ts";
import { fileChangeOf } from "../file/fileChange.ts";
import { isLeftUp } from "./adoptTree.ts";
import type { Memories, OverRuns } from "./findings.ts";

/** The tree with which a daemon starts, and what earlier daemons left of it. */
interface InitialTree {
  readonly tree: TreeSpec;
  /** `revision`: the last tree, which is adopted as it was left. */
  readonly from: "file" | "revision";
  /** Why the last tree can't be used although it was left up; null: no problem. */
  readonly doubt: string | null;
  readonly left: Left;
  readonly memories: Memories;
  /** The nodes whose memory this version can't read. */
  readonly unreadable: Recalled["unreadable"];
  /** What can't be read of what was stored, and what follows from that. */
  readonly lost: ReadonlyArray<string>;
  readonly overRuns: OverRuns;
  /** The runs that have not ended, as the history has it, oldest first. */
  readonly openRuns: ReadonlyArray<Run>;
}

interface InitialTreeOptions {
  readonly revisionOf: (spec: TreeSpec) => string;
  readonly followsFile: boolean;
}

/**
 * The tree with which a daemon starts. If an earlier daemon left a tree that was up, that tree is used, with all
 * changes by commands and applies; a changed file is applied to it later. Otherwise the tree of the file is used, with
 * the checks that were created on demand.
 */
export const initialTree = (
  file: TreeFile,
  ways: InitialTreeOptions,
): Effect.Effect<InitialTree, NoTreeToStart, ProcessSpawner | Journal | Revisions | Runs> =>
  Effect.gen(function* () {
    const left = yield* Effect.flatMap(ProcessSpawner, (spawner) => spawner.left);
    const lost: Array<string> = [];
    const { memories: recalled, unreadable } = yield* Effect.flatMap(Journal, ({ recall }) =>
      orNothing(recall, { memories: [], unreadable: [] }, (why) => {
        lost.push(
          `what the last daemon stored about the children can't be read, so their restarts are counted anew: ${why}`,
        );
      }),
    );
    (yield* CrashPoints)("adoption.read");
    const memories = new Map(recalled.map((memory) => [memory.path, memory]));
    const overRuns = yield* runsRecordedAsOver(left, memories);
    const openRuns = yield* Effect.flatMap(Runs, ({ open }) =>
      orNothing(open, [], (why) => {
        lost.push(
          `which runs have begun and not ended can't be read, so the history may lack their ends: ${why}`,
        );
      }),
    );
    const found = { left, memories, unreadable, lost, overRuns, openRuns };
    const last = yield* Effect.either(lastRevision);
    if (last._tag === "Right" && last.right && (yield* isContinued(last.right.tree, file, found, ways)))
      return { ...found, tree: last.right.tree, from: "revision", doubt: null };
    const isUp = isLeftUp(new Set(left.runs.map(({ path }) => path)), left, memories);
    const doubt = last._tag === "Left" && isUp ? last.left.message : null;
    if (file.kind === "valid") {
      const former = last._tag === "Right" ? last.right : null;
      const tree = former ? withProvisioned(file.tree, former.tree) : file.tree;
      return { ...found, tree, from: "file", doubt };
    }
    const both = doubt === null ? "" : `, and ${doubt}; the children that run go on without a daemon`;
    return yield* new NoTreeToStart({ message: `${file.full}${both}` });
  });

/** What is stored, or nothing in place of what can't be read. */
const orNothing = <A>(
  read: Effect.Effect<A, JournalError>,
  nothing: A,
  failed: (why: string) => void,
): Effect.Effect<A> =>
  Effect.catchAll(read, ({ message }) =>
    Effect.sync(() => {
      failed(message);
      return nothing;
    }),
  );

/**
 * For children without a memory: a child that was removed from the tree has none, but its runs still exist. It must not
 * be mistaken for a child whose first run ended while there was no daemon.
 */
const runsRecordedAsOver = (left: Left, memories: Memories): Effect.Effect<OverRuns, never, Journal> =>
  Effect.gen(function* () {
    const journal = yield* Journal;
    const unknown = left.runs.filter(({ path, life }) => life === "ended" && !memories.has(path));
    const over = yield* Effect.forEach(unknown, ({ path }) =>
      Effect.map(
        Effect.orElseSucceed(journal.read({ within: path, last: 10 }), () => []),
        (told): ReadonlyArray<readonly [ChildPath, number]> => {
          const last = told.findLast((entry) => entry.type === "transition" && entry.subject === path);
          return last?.type === "transition" && last.to === "stopped" ? [[path, last.run ?? 0]] : [];
        },
      ),
    );
    return new Map(over.flat());
  });

const lastRevision: Effect.Effect<Revision | null, JournalError, Revisions> = Effect.gen(function* () {
  const revisions = yield* Revisions;
  const entry = (yield* revisions.list).at(-1);
  return entry ? yield* revisions.get(entry.number) : null;
});

/**
 * Whether to continue with the last tree. After a reboot none of its processes is alive; if its file has changed then,
 * the old tree is not started only to be changed at once.
 */
const isContinued = (
  tree: TreeSpec,
  file: TreeFile,
  { left, memories }: Pick<InitialTree, "left" | "memories">,
  { followsFile, revisionOf }: InitialTreeOptions,
): Effect.Effect<boolean, never, Revisions> =>
  Effect.gen(function* () {
    const services = new Set(pathsOfProcesses(tree.root));
    if (!isLeftUp(services, left, memories)) return false;
    const lives = left.runs.some(({ path, life }) => life === "live" && services.has(path));
    if (lives || !followsFile || file.kind === "invalid") return true;
    return (yield* fileChangeOf(file, revisionOf)) === "same";
  });
