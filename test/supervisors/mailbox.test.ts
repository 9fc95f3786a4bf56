import { describe, expect, it } from "vitest";
import { makeMailbox } from "../../supervisors/node/mailbox.ts";

/** A mailbox that records what it has delivered, and pauses until `goOn`. */
const watchedMailbox = () => {
  const delivered: Array<string> = [];
  const paused: Array<() => void> = [];
  const mailbox = makeMailbox((goOn) => paused.push(goOn));
  const send = (words: string): void => mailbox.send(() => delivered.push(words));
  const goOn = (): void => paused.shift()?.();
  return { mailbox, delivered, paused, send, goOn };
};

const numbers = Array.from({ length: 40 }, (_, index) => `${index}`);
const microtasks = () => new Promise<void>((resume) => setImmediate(resume));

describe("a message whose delivery throws", () => {
  it("does not keep the others from being delivered, and is an uncaught exception, in a pause too", async () => {
    const { delivered, paused, mailbox, send, goOn } = watchedMailbox();
    const thrown: Array<unknown> = [];
    const listeners = process.listeners("uncaughtException");
    process
      .removeAllListeners("uncaughtException")
      .on("uncaughtException", (bug) => thrown.push(bug.message));
    const fail = (why: string): void =>
      mailbox.send(() => {
        throw new Error(why);
      });
    fail("first");
    for (const number of numbers) send(number);
    fail("in a pause");
    await microtasks();
    while (paused.length > 0) goOn();
    await microtasks();
    process.removeAllListeners("uncaughtException");
    for (const listener of listeners) process.on("uncaughtException", listener);
    expect(delivered).toEqual(numbers);
    expect(thrown).toEqual(["first", "in a pause"]);
    send("afterwards");
    await microtasks();
    expect(delivered.at(-1)).toBe("afterwards");
  });
});

describe("a mailbox with more messages than are delivered in a row", () => {
  it("gives the event loop a turn, and delivers all in the order in which they were sent", async () => {
    const { delivered, paused, send, goOn } = watchedMailbox();
    for (const number of numbers) send(number);
    await microtasks();
    expect(paused).toHaveLength(1);
    expect(delivered.length).toBeLessThan(numbers.length);
    send("between");
    await microtasks();
    while (paused.length > 0) goOn();
    expect(delivered).toEqual([...numbers, "between"]);
  });

  it("does no work before all messages are delivered, those sent in a pause too", async () => {
    const { mailbox, delivered, paused, send, goOn } = watchedMailbox();
    mailbox.work(() => delivered.push("work"));
    mailbox.afterDelivery(() => delivered.push("afterwards"));
    for (const number of numbers) send(number);
    await microtasks();
    send("between");
    while (paused.length > 0) goOn();
    expect(delivered).toEqual([...numbers, "between", "work", "afterwards"]);
  });

  it("delivers what was sent before it was closed, with the messages that it causes, and nothing more", async () => {
    const { mailbox, delivered, paused, send, goOn } = watchedMailbox();
    for (const number of numbers) send(number);
    mailbox.send(() => send("what it caused"));
    await microtasks();
    mailbox.close();
    while (paused.length > 0) goOn();
    send("after");
    mailbox.afterDelivery(() => delivered.push("at once"));
    await microtasks();
    expect(delivered).toEqual([...numbers, "what it caused", "at once"]);
  });
});
