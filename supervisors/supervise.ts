import { Duration, Effect, Fiber, Layer, Option, type Scope, Stream } from "effect";
import type { ChildPath } from "../src/domain/ChildPath.ts";
import type { Command, ServiceSpec, TreeSpec } from "../src/domain/ChildSpec.ts";
import { type NoTreeToStart, NotPossible } from "../src/domain/Errors.ts";
import type { AlarmKind } from "../src/domain/Event.ts";
import type { TreeStatus } from "../src/domain/Status.ts";
import type { FileProblem, TreeFile } from "../src/domain/TreeFile.ts";
import type { Journal } from "../src/ports/Journal.ts";
import { LogStore } from "../src/ports/LogStore.ts";
import type { ProcessSpawner } from "../src/ports/ProcessSpawner.ts";
import { Revisions } from "../src/ports/Revisions.ts";
import { Sampler } from "../src/ports/Sampler.ts";
import { apply, planFor } from "./apply/apply.ts";
import { beginning } from "./beginning.ts";
import * as commands from "./commands.ts";
import { explain } from "./explain.ts";
import { type Complain, type Following, makeFollowing } from "./follow.ts";
import * as growing from "./growing.ts";
import { handOver } from "./handOver.ts";
import { makeHistory } from "./history.ts";
import { newsOf } from "./news.ts";
import { type TreeNode, withDescendants } from "./node.ts";
import { resolve } from "./resolve.ts";
import { type CommandOptions, Supervision } from "./Supervision.ts";
import { pidsOf, statusOf } from "./status.ts";
import { takeUp } from "./takeUp.ts";
import { makeTree, nodeAt, type Tree } from "./tree.ts";
import * as wholeTree from "./wholeTree.ts";

/** How long a stop at once waits for processes that SIGKILL does not end. */
const killPatience = Duration.seconds(8);

interface SuperviseOptions {
  readonly version: string;
  readonly pid: number;
  /** The content address of a specification. */
  readonly revisionOf: (spec: TreeSpec) => string;
  /** Whether a file that has changed is applied to what is taken up; not where a daemon only comes back. */
  readonly heedsFile: boolean;
  /** Why the tree was not as its file says when this daemon was last in charge of it. */
  readonly problem: FileProblem | null;
  /** Says on a terminal what is wrong with the file. */
  readonly complain: (full: string) => void;
  /** What a child added by hand is made from. */
  readonly serviceFrom: (name: string, command: Command) => ServiceSpec;
}

/**
 * The running tree as a service: builds the actors, takes up what an earlier daemon has left or starts the root,
 * and stops everything in reverse order when its scope closes.
 */
export const layer = (
  file: TreeFile,
  options: SuperviseOptions,
): Layer.Layer<Supervision, NoTreeToStart, ProcessSpawner | Journal | Sampler | Revisions> =>
  Layer.scoped(
    Supervision,
    Effect.gen(function* () {
      const { tree: spec, from, doubt, left, memories, overRuns } = yield* beginning(file, options);
      const tree = yield* makeTree(spec, left);
      const sampler = yield* Sampler;
      const revisions = yield* Revisions;
      const startedAt = tree.wiring.now.wall();
      yield* heedOutput(tree);
      let charge: "ours" | "handed over" = "ours";
      yield* Effect.addFinalizer(() =>
        charge === "ours" ? shutdown(tree, "in_order", "system") : Effect.void,
      );
      const history = yield* makeHistory(tree, options.revisionOf);
      const complain: Complain = (brief, full) => {
        raise(tree, "configuration", brief);
        options.complain(full);
      };
      if (doubt !== null) complain(...inDoubt(doubt));
      // First, so that a daemon which is killed the next moment has left the tree of what it has started.
      if (from === "file") yield* history.begin(file.source);
      if (!(yield* takeUp(tree, memories, overRuns))) begin(tree);
      const changing = yield* Effect.makeSemaphore(1);
      const alone = changing.withPermits(1);
      const revised = (message: string, { by }: CommandOptions) =>
        history.note({ message, by, source: "a command" });
      // What is answered is written: a daemon that is killed the next moment has not forgotten it.
      const withNode = <A>(path: ChildPath, use: (node: TreeNode) => Effect.Effect<A, NotPossible>) =>
        Effect.suspend((): Effect.Effect<A, NotPossible> => {
          const node = nodeAt(tree, path);
          return node ? use(node).pipe(Effect.tap(() => tree.wiring.log.flush)) : Effect.fail(gone(path));
        });
      /** One change of the tree itself at a time. */
      const changes = <A>(path: ChildPath, use: (node: TreeNode) => Effect.Effect<A, NotPossible>) =>
        alone(withNode(path, use));

      const following = makeFollowing(
        file.source,
        (one) => Effect.provideService(newsOf(one, options.revisionOf), Revisions, revisions),
        (wanted, how) => Effect.tap(apply(tree, wanted, how, history), () => tree.wiring.log.flush),
        complain,
        from === "revision" ? options.problem : null,
      );
      const follow: Following["follow"] = (one, why) => alone(following.follow(one, why));
      const begun = yield* Effect.forkScoped(
        from === "revision" && options.heedsFile ? follow(file, changedMeanwhile) : Effect.void,
      );

      return Supervision.of({
        status: (within = "") =>
          Effect.gen(function* () {
            const from = nodeAt(tree, within) ?? tree.root;
            const nodes = withDescendants(from).filter((node) => node !== tree.root);
            const usage = yield* sampler.sample(pidsOf(nodes));
            const { state, nextAttemptAt, actor } = tree.root;
            return {
              name: tree.name,
              revision: history.current(),
              state,
              reason: actor.getSnapshot().context.reason,
              next_attempt_at: nextAttemptAt,
              file: { source: file.source, problem: following.problem() },
              daemon: { pid: options.pid, version: options.version, started_at: startedAt },
              children: nodes.map((node) => statusOf(node, usage, tree.wiring)),
            } satisfies TreeStatus;
          }),
        resolve: (typed) => resolve(tree, typed),
        start: (path, how) => withNode(path, (node) => commands.start(tree, node, how)),
        stop: (path, how) => withNode(path, (node) => commands.stop(tree, node, how)),
        restart: (path, how) => withNode(path, (node) => commands.restart(tree, node, how)),
        add: (path, name, command, how) =>
          changes(path, (parent) =>
            parent.kind === "service" || parent.spec.template
              ? Effect.fail(notASupervisor(parent))
              : growing
                  .add(tree, parent, options.serviceFrom(name, command), how)
                  .pipe(Effect.tap(revised(`${name} was added`, how))),
          ),
        remove: (path, how) =>
          changes(path, (node) =>
            growing.remove(tree, node, how).pipe(Effect.tap(revised(`${path} was removed`, how))),
          ),
        scale: (path, replicas, how) =>
          changes(path, (node) =>
            growing.scale(tree, node, replicas, how).pipe(
              Effect.tap(({ now }) =>
                now === null ? Effect.void : revised(`${path} was scaled to ${now}`, how),
              ),
              Effect.map(({ outcome }) => outcome),
            ),
          ),
        plan: (wanted) => Effect.sync(() => planFor(tree, wanted, history.current())),
        apply: (wanted, how) => alone(following.apply(wanted, how)),
        follow,
        problem: Effect.sync(following.problem),
        signal: (path, name) => withNode(path, (node) => commands.signal(node, name)),
        explain: (path) => Effect.sync(() => explain(nodeAt(tree, path) ?? tree.root, tree.wiring)),
        alarm: (alarm, reason) => Effect.sync(() => raise(tree, alarm, reason)),
        recorded: Effect.zipRight(tree.wiring.log.flush, tree.wiring.log.waiting),
        live: tree.wiring.log.live,
        shutdown: (how, by) => shutdown(tree, how, by),
        handOver: Effect.zipRight(
          // Not in the middle of a change: the next daemon would find half of it. Nor is there one afterwards.
          changing.take(1),
          handOver(tree, () => {
            charge = "handed over";
          }).pipe(Effect.tapError(() => changing.release(1))),
        ),
        settled: Effect.zipRight(Fiber.await(begun), wholeTree.settled(tree)),
      });
    }),
  );

const changedMeanwhile = "the file had changed while no daemon was there";

/** What ran last is not known; what runs is compared with the file alone. */
const inDoubt = (why: string): readonly [string, string] => {
  const brief = `what was there last can't be read, so the tree is that of the file: ${why}`;
  return [brief, brief];
};

/** Record something about the daemon itself that a person should look at. */
const raise = ({ wiring: { log, now } }: Tree, alarm: AlarmKind, reason: string): void =>
  log.record({ type: "alarm", alarm, at: now.wall(), subject: "", by: "system", run: null, reason });

/** What the store of output has to say goes into the journal. A tree may have none. */
const heedOutput = (tree: Tree): Effect.Effect<void, never, Scope.Scope> =>
  Effect.gen(function* () {
    const logs = yield* Effect.serviceOption(LogStore);
    if (Option.isNone(logs)) return;
    const { alarms } = logs.value;
    yield* Effect.forkScoped(
      Stream.runForEach(alarms, (reason) => Effect.sync(() => raise(tree, "disk", reason))),
    );
  });

const begin = ({ root, wiring: { post, now } }: Tree): void =>
  post.letter(() =>
    root.actor.send({ type: "START", at: now.monotonic(), reason: "the tree is started", by: "system" }),
  );

/** Stop the root and wait; a stop at once does not wait for ever for what SIGKILL can't end. */
const shutdown = (tree: Tree, how: "in_order" | "at_once", by: string): Effect.Effect<void> => {
  const stopped = wholeTree.stopTree(tree, how, by);
  const patient = how === "at_once" ? Effect.timeoutOption(stopped, killPatience) : stopped;
  return patient.pipe(Effect.andThen(tree.wiring.log.flush));
};

const gone = (path: ChildPath): NotPossible =>
  new NotPossible({ path, reason: "not_found", message: `${path} is not in the tree any more` });

const notASupervisor = ({ path }: TreeNode): NotPossible =>
  new NotPossible({
    path,
    reason: "invalid_spec",
    message: `${path} is not a supervisor that children can be added to`,
  });
