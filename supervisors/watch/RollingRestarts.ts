import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { defaultUpdate } from "../../src/policy/plan/replicas.ts";
import { provenInstance } from "../commands/provenInstance.ts";
import type { ServiceNode, SupervisorNode } from "../node/node.ts";
import type { Tree } from "../tree/tree.ts";

/** An instance to be restarted, and why. */
interface Turn {
  readonly node: ServiceNode;
  readonly because: string;
  readonly restart: Effect.Effect<Outcome, NotPossible>;
}

/** How long the turns of a group are gathered before the first one, in ms. */
const gatheringMs = 10;

/** In the order of the instances, not of their timers. */
const inOrder = ({ children }: SupervisorNode, turns: ReadonlyArray<Turn>): ReadonlyArray<Turn> =>
  [...turns].sort((one, other) => children.indexOf(one.node) - children.indexOf(other.node));

/**
 * Restarts instances whose files have changed, as many of a group at a time as its `update` allows. If one does not come
 * up again, the others go on as they are, with an alarm: the change may be what it fails of.
 */
export class RollingRestarts {
  readonly #tree: Tree;
  /** The groups that are being restarted, with the turns to come. */
  readonly #waiting = new Map<SupervisorNode, ReadonlyArray<Turn>>();

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** Restart an instance in its turn. It succeeds at the end of all turns of the group if there were none before. */
  add(group: SupervisorNode, turn: Turn): Effect.Effect<void> {
    return Effect.suspend(() => {
      const waiting = this.#waiting.get(group);
      const others = (waiting ?? []).filter(({ node }) => node !== turn.node);
      this.#waiting.set(group, [...others, turn]);
      if (waiting !== undefined) return Effect.void;
      return Effect.ensuring(
        // The other instances, which watch the same files, add their turns at about the same moment.
        Effect.zipRight(Effect.sleep(gatheringMs), this.#roll(group)),
        Effect.sync(() => this.#waiting.delete(group)),
      );
    });
  }

  #roll(group: SupervisorNode): Effect.Effect<void> {
    return Effect.gen(this, function* () {
      for (;;) {
        const update = group.spec.update ?? defaultUpdate;
        const waiting = inOrder(group, this.#waiting.get(group) ?? []);
        const [now, later] = [waiting.slice(0, update.maxParallel), waiting.slice(update.maxParallel)];
        this.#waiting.set(group, later);
        if (now.length === 0) return;
        const outcomes = yield* Effect.forEach(
          now,
          ({ node, restart }) => provenInstance(node, update, restart),
          { concurrency: "unbounded" },
        );
        const failed = outcomes.find(({ reached }) => !reached);
        if (failed === undefined) continue;
        this.#giveUp(group, failed);
        return;
      }
    });
  }

  #giveUp(group: SupervisorNode, { path, reason }: Outcome): void {
    const [left, ...more] = this.#waiting.get(group) ?? [];
    if (left === undefined) return;
    const others = [left, ...more].map(({ node }) => node.path).join(", ");
    const { log, now } = this.#tree.wiring;
    log.record({
      ...{ type: "alarm", alarm: "watch", at: now.wall(), subject: group.path, by: "system", run: null },
      reason: `${others} ${more.length > 0 ? "are" : "is"} not restarted (${left.because}), because ${path} did not come up: ${reason}`,
    });
  }
}
