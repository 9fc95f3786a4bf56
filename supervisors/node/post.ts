/**
 * Delivers what actors tell each other, in the order it was said, each in a turn of its own: an actor has
 * finished one event, and its observers have seen the result, before anybody acts on what it reported.
 *
 * Letters come before work: all that has been reported is noted before a supervisor acts on any of it, as
 * OTP's supervisor finds its mailbox. One piece of work, then the letters it caused, then the next.
 *
 * After a few deliveries others may come between, so that a thousand don't hold the event loop. What they have to
 * say is delivered after all that has been said before.
 */
export interface Post {
  readonly letter: (deliver: () => void) => void;
  readonly work: (perform: () => void) => void;
  /** Called once all that has been said by now, and what came of it, is delivered; at once when it is closed. */
  readonly afterwards: (then: () => void) => void;
  /** Deliver what has been said by now, and what comes of it, and then nothing any more: somebody else decides. */
  readonly close: () => void;
}

/** A queue whose head is found without moving the rest: a thousand ends at once make a long one. */
class Queue<Item> {
  #items: Array<Item> = [];
  #head = 0;

  push(item: Item): void {
    this.#items.push(item);
  }

  take(): Item | undefined {
    const item = this.#items[this.#head];
    if (item === undefined) return undefined;
    this.#head += 1;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    }
    return item;
  }
}

/** So many deliveries in a row: a few milliseconds, if they are for a supervisor with a thousand children. */
const inARow = 16;

/** A bug in what is delivered ends the daemon, after a pause too: the next one takes up what there is. */
const deliver = (item: () => void): void => {
  try {
    item();
  } catch (bug) {
    queueMicrotask(() => {
      throw bug;
    });
  }
};

/** `pause` lets others come between, and goes on then. */
export const makePost = (pause: (goOn: () => void) => void): Post => {
  const letters = new Queue<() => void>();
  const works = new Queue<() => void>();
  const last = new Queue<() => void>();
  let round: "resting" | "called" | "last" | "closed" = "resting";

  const next = (): (() => void) | undefined => letters.take() ?? works.take() ?? last.take();
  const deliverAll = (): void => {
    let item = next();
    for (let delivered = 1; item; delivered += 1) {
      deliver(item);
      if (delivered === inARow) {
        pause(deliverAll);
        return;
      }
      item = next();
    }
    round = round === "last" ? "closed" : "resting";
  };
  const into = (queue: Queue<() => void>) => (item: () => void) => {
    if (round === "closed") return;
    queue.push(item);
    if (round !== "resting") return;
    round = "called";
    queueMicrotask(deliverAll);
  };
  const afterAll = into(last);
  const afterwards = (then: () => void): void => {
    if (round === "closed") then();
    else afterAll(then);
  };
  const close = (): void => {
    round = round === "called" ? "last" : "closed";
  };
  return { letter: into(letters), work: into(works), afterwards, close };
};
