/**
 * The mailboxes of all nodes of a tree, as one queue: messages are delivered in the order in which they were sent, each in
 * a turn of its own. So an actor has finished one event, and its observers have seen the result, before another acts on
 * what it reported.
 *
 * Messages take precedence over work: a supervisor has noted all reports before it acts on any of them, as OTP's
 * supervisor finds its mailbox. After each piece of work, the messages that it caused are delivered before the next.
 *
 * After a number of deliveries the event loop gets a turn, so that a thousand messages don't block it. Messages sent
 * meanwhile are delivered after all those sent before.
 */
export interface Mailbox {
  readonly send: (deliver: () => void) => void;
  readonly work: (perform: () => void) => void;
  /** Called once all messages sent so far, and those that they caused, are delivered; immediately after `close`. */
  readonly afterDelivery: (then: () => void) => void;
  /** Deliver the messages sent so far and those that they cause, and nothing after that: another daemon decides then. */
  readonly close: () => void;
}

/** A queue with constant-time removal: a thousand exits at the same time make it long. */
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

/** How many deliveries are made in a row: they take a few milliseconds for a supervisor with a thousand children. */
const maxInARow = 16;

/** A bug in a handler ends the daemon, also after a pause: the next daemon adopts the tree. */
const deliver = (item: () => void): void => {
  try {
    item();
  } catch (bug) {
    queueMicrotask(() => {
      throw bug;
    });
  }
};

/** `pause` gives the event loop a turn and then continues. */
export const makeMailbox = (pause: (resume: () => void) => void): Mailbox => {
  const messages = new Queue<() => void>();
  const work = new Queue<() => void>();
  const last = new Queue<() => void>();
  let state: "idle" | "scheduled" | "closing" | "closed" = "idle";

  const next = (): (() => void) | undefined => messages.take() ?? work.take() ?? last.take();
  const deliverAll = (): void => {
    let item = next();
    for (let delivered = 1; item; delivered += 1) {
      deliver(item);
      if (delivered === maxInARow) {
        pause(deliverAll);
        return;
      }
      item = next();
    }
    state = state === "closing" ? "closed" : "idle";
  };
  const into = (queue: Queue<() => void>) => (item: () => void) => {
    if (state === "closed") return;
    queue.push(item);
    if (state !== "idle") return;
    state = "scheduled";
    queueMicrotask(deliverAll);
  };
  const afterAll = into(last);
  const afterDelivery = (then: () => void): void => {
    if (state === "closed") then();
    else afterAll(then);
  };
  const close = (): void => {
    state = state === "scheduled" ? "closing" : "closed";
  };
  return { send: into(messages), work: into(work), afterDelivery, close };
};
