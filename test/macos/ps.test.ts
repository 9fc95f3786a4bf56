import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseShimStatus } from "../../src/adapters/node/process/shim/shimStatus.ts";
import { entryIn, printedAbout } from "../../src/adapters/node/process/table/ps.ts";

const linesOf = (name: string): ReadonlyArray<string> =>
  readFileSync(join(import.meta.dirname, "fixtures/ps", name), "utf8")
    .trimEnd()
    .split("\n");

describe("a process in macOS's ps", () => {
  it("started when its shim says, also in the first days of a month, which ps pads", () => {
    const [line = ""] = linesOf("identity-one.txt");
    const [start = ""] = linesOf("identity-lstart-only.txt");
    // A shell takes off what is at the end of a line, and no more.
    const { child } = parseShimStatus(`child 7345 ${start.trimEnd()}\n`);
    expect(entryIn(line)).toMatchObject({ pid: 7345, parent: 7344, group: 7345, isDead: false });
    expect(entryIn(line)?.startedAt).toBe(child?.startedAt);
  });

  it("has ended when it waits to be reaped", () => {
    expect(linesOf("identity-many.txt").map((line) => entryIn(line)?.isDead)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(entryIn(linesOf("identity-zombie.txt")[0] ?? "")?.isDead).toBe(true);
  });

  it.each([
    ["another language", " 7345  7344  7345 S    Sun  1 Nov 09:05:07 2026    "],
    ["another script", " 7345  7344  7345 S    日 11/ 1 09:05:07 2026         "],
    ["a cut line", " 7345  7344  7345 S    Sun Nov  1 09:0"],
    ["an explanation", "ps: time: keyword not found"],
  ])("is not guessed from %s", (_, line) => {
    expect(entryIn(line)).toBeNull();
  });
});

describe("an answer of ps", () => {
  const quiet = { signal: null, stdout: "", stderr: "" };

  it("is that there is no such process, by status 1 and no word", () => {
    expect(printedAbout(7, { ...quiet, status: 1 })).toBeNull();
  });

  it.each([
    ["it may not be run in a sandbox", { ...quiet, status: 126 }, /ended with 126/],
    ["it was killed", { ...quiet, status: null, signal: "SIGKILL" as const }, /ended with SIGKILL/],
    [
      "it explains itself",
      { ...quiet, status: 1, stderr: "ps: fork: Resource\n" },
      /process 7: ps: fork: Resource$/,
    ],
    ["it was not started", { ...quiet, status: null, error: new Error("spawn EAGAIN") }, /EAGAIN/],
  ])("is none where %s", (_, end, why) => {
    expect(() => printedAbout(7, end)).toThrow(why);
  });
});
