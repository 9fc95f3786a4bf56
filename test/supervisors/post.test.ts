import { describe, expect, it } from "vitest";
import { makePost } from "../../supervisors/node/post.ts";

/** A post that tells what it has delivered, and pauses until it is told to go on. */
const watchedPost = () => {
  const delivered: Array<string> = [];
  const paused: Array<() => void> = [];
  const post = makePost((goOn) => paused.push(goOn));
  const say = (words: string): void => post.letter(() => delivered.push(words));
  const goOn = (): void => paused.shift()?.();
  return { post, delivered, paused, say, goOn };
};

const numbers = Array.from({ length: 40 }, (_, index) => `${index}`);
const microtasks = () => new Promise<void>((resume) => setImmediate(resume));

describe("a letter that throws", () => {
  it("keeps no other from being delivered, and is told to the process, in a pause too", async () => {
    const { delivered, paused, post, say, goOn } = watchedPost();
    const thrown: Array<unknown> = [];
    const listeners = process.listeners("uncaughtException");
    process
      .removeAllListeners("uncaughtException")
      .on("uncaughtException", (bug) => thrown.push(bug.message));
    const fail = (why: string): void =>
      post.letter(() => {
        throw new Error(why);
      });
    fail("first");
    for (const number of numbers) say(number);
    fail("in a pause");
    await microtasks();
    while (paused.length > 0) goOn();
    await microtasks();
    process.removeAllListeners("uncaughtException");
    for (const listener of listeners) process.on("uncaughtException", listener);
    expect(delivered).toEqual(numbers);
    expect(thrown).toEqual(["first", "in a pause"]);
    say("afterwards");
    await microtasks();
    expect(delivered.at(-1)).toBe("afterwards");
  });
});

describe("a round of the post with more letters than are delivered in a row", () => {
  it("lets others come between, and delivers all in the order in which it was said", async () => {
    const { delivered, paused, say, goOn } = watchedPost();
    for (const number of numbers) say(number);
    await microtasks();
    expect(paused).toHaveLength(1);
    expect(delivered.length).toBeLessThan(numbers.length);
    say("between");
    await microtasks();
    while (paused.length > 0) goOn();
    expect(delivered).toEqual([...numbers, "between"]);
  });

  it("does no work before all letters are delivered, those that come between too", async () => {
    const { post, delivered, paused, say, goOn } = watchedPost();
    post.work(() => delivered.push("work"));
    post.afterwards(() => delivered.push("afterwards"));
    for (const number of numbers) say(number);
    await microtasks();
    say("between");
    while (paused.length > 0) goOn();
    expect(delivered).toEqual([...numbers, "between", "work", "afterwards"]);
  });

  it("delivers what was said before it was closed, with what comes of it, and nothing more", async () => {
    const { post, delivered, paused, say, goOn } = watchedPost();
    for (const number of numbers) say(number);
    post.letter(() => say("what came of it"));
    await microtasks();
    post.close();
    while (paused.length > 0) goOn();
    say("after");
    post.afterwards(() => delivered.push("at once"));
    await microtasks();
    expect(delivered).toEqual([...numbers, "what came of it", "at once"]);
  });
});
