import { Deferred, Effect, FiberId } from "effect";
import type { TreeNode } from "./node.ts";

/** The order of commands: a later one has a greater number. */
export type Ticket = number;

/** A restart by hand, from before its stop until it is answered. */
interface UnderWay {
  readonly node: TreeNode;
  readonly ticket: Ticket;
  readonly over: Deferred.Deferred<void>;
}

/**
 * The restarts by hand that are under way. A command that another one overtakes, as a start whose child is stopped to
 * be started once more, is answered with what the later one comes to.
 */
export class Restarts {
  #last: Ticket = 0;
  readonly #underWay = new Set<UnderWay>();

  readonly ticket = (): Ticket => {
    this.#last += 1;
    return this.#last;
  };

  /** Have it known that a restart is under way, for as long as it takes. */
  readonly during = <A, E>(
    node: TreeNode,
    ticket: Ticket,
    restart: Effect.Effect<A, E>,
  ): Effect.Effect<A, E> =>
    Effect.suspend(() => {
      const one = { node, ticket, over: Deferred.unsafeMake<void>(FiberId.none) };
      this.#underWay.add(one);
      const end = Effect.suspend(() => {
        this.#underWay.delete(one);
        return Deferred.succeed(one.over, undefined);
      });
      return Effect.ensuring(restart, end);
    });

  /** The end of a restart of a node, or of one above it, that came after a command; null where there is none. */
  readonly later = (node: TreeNode, ticket: Ticket): Effect.Effect<void> | null =>
    this.#endOf((one) => one.ticket > ticket && isAtOrAbove(one.node, node));

  /** The end of a restart of a node above this one. */
  readonly above = ({ parent }: Pick<TreeNode, "parent">): Effect.Effect<void> | null =>
    parent && this.#endOf((one) => isAtOrAbove(one.node, parent));

  #endOf(isMeant: (one: UnderWay) => boolean): Effect.Effect<void> | null {
    const found = [...this.#underWay].findLast(isMeant);
    return found ? Deferred.await(found.over) : null;
  }
}

const isAtOrAbove = (above: TreeNode, node: TreeNode): boolean =>
  above === node || (node.parent !== null && isAtOrAbove(above, node.parent));
