import { Deferred, Effect, FiberId } from "effect";
import type { TreeNode } from "../node.ts";

/** The order of commands: later commands have greater numbers. */
export type Ticket = number;

/** A restart by hand, from before its stop until its outcome is known. */
interface UnderWay {
  readonly node: TreeNode;
  readonly ticket: Ticket;
  readonly over: Deferred.Deferred<void>;
}

/**
 * The restarts by hand that are in progress. If a later command overtakes an earlier one, such as a restart that stops
 * a child during its start, the earlier command reports the outcome of the later one.
 */
export class Restarts {
  #last: Ticket = 0;
  readonly #underWay = new Set<UnderWay>();

  readonly ticket = (): Ticket => {
    this.#last += 1;
    return this.#last;
  };

  /** Register a restart for as long as it is in progress. */
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

  /**
   * Succeeds at the end of a restart of a node, or of one above it, that came after a command; null if there is none.
   */
  readonly later = (node: TreeNode, ticket: Ticket): Effect.Effect<void> | null =>
    this.#endOf((one) => one.ticket > ticket && isAtOrAbove(one.node, node));

  /** Succeeds at the end of a restart of a node above this one; null if there is none. */
  readonly above = ({ parent }: Pick<TreeNode, "parent">): Effect.Effect<void> | null =>
    parent && this.#endOf((one) => isAtOrAbove(one.node, parent));

  #endOf(isMeant: (one: UnderWay) => boolean): Effect.Effect<void> | null {
    const found = [...this.#underWay].findLast(isMeant);
    return found ? Deferred.await(found.over) : null;
  }
}

const isAtOrAbove = (above: TreeNode, node: TreeNode): boolean =>
  above === node || (node.parent !== null && isAtOrAbove(above, node.parent));
