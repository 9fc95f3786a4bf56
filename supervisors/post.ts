/**
 * Delivers what actors tell each other, in the order it was said, each in a turn of its own: an actor has
 * finished one event, and its observers have seen the result, before anybody acts on what it reported.
 *
 * Letters come before work: all that has been reported is noted before a supervisor acts on any of it, as
 * OTP's supervisor finds its mailbox. One piece of work, then the letters it caused, then the next.
 */
export interface Post {
  readonly letter: (deliver: () => void) => void;
  readonly work: (perform: () => void) => void;
  /** Called once all that has been said by now, and what came of it, is delivered. */
  readonly afterwards: (then: () => void) => void;
}

export const makePost = (): Post => {
  const queues: ReadonlyArray<Array<() => void>> = [[], [], []];
  let round: "resting" | "called" = "resting";

  const next = (): (() => void) | undefined => queues.find((queue) => queue.length > 0)?.shift();
  const deliverAll = (): void => {
    for (let item = next(); item; item = next()) item();
    round = "resting";
  };
  const into = (queue: Array<() => void> | undefined) => (item: () => void) => {
    queue?.push(item);
    if (round === "called") return;
    round = "called";
    queueMicrotask(deliverAll);
  };
  return { letter: into(queues[0]), work: into(queues[1]), afterwards: into(queues[2]) };
};
