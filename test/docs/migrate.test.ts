// The README and each page of docs/migrate are followed with the example that they are about, as they are printed. What another tool would do or
// print (`pm2 stop`, `supervisorctl status` …) was recorded with the real one and is left out here.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { comparable, copyExample, isAsPrinted, runnable, type Step, stepsOf } from "./walkthrough.ts";

const folder = "docs/migrate";
const guides = readdirSync(join(import.meta.dirname, "../..", folder)).sort();
const pages = ["README.md", ...guides.map((name) => `${folder}/${name}`)];

/**
 * By `npm run test:nightly` all pages are followed to their end. Otherwise one is, since the rest of the others differs little
 * from it, and they are followed up to the start of their tree.
 */
const isWhole = (page: string): boolean =>
  process.env.GUIDES === "whole" || ["README.md", "docs/migrate/from-pm2.md"].includes(page);
const startsTree = (step: Step): boolean => "command" in step && step.command.includes("sentinel up");

/** The tree that the README shows is that of a picture, and not run. */
const stepsToFollow = (page: string): ReadonlyArray<Step> =>
  stepsOf(page).filter((step) => "command" in step || page !== "README.md");

/** Far from what other tests listen on; each page has ports of its own, since they are followed at the same time. */
const firstPort = 17_710;

const follow = async (steps: ReadonlyArray<Step>, port: number): Promise<void> => {
  const example = copyExample(port);
  const perform = async (command: string, printed: ReadonlyArray<string>): Promise<void> => {
    const ours = runnable(command);
    if (ours === null) return;
    const { code, out } = await example.run(ours);
    expect({ command, out, code }).toEqual({ command, out, code: 0 });
    // What the other tool prints comes first, and is not there.
    if (ours !== command) return;
    const [wanted, found] = [comparable(printed), comparable(out.split("\n").slice(0, -1))];
    expect({ command, printed: isAsPrinted(wanted, found) ? wanted : found }).toEqual({
      command,
      printed: wanted,
    });
  };
  try {
    for (const step of steps) {
      if ("treeFile" in step) example.writeTree(step.treeFile);
      else await perform(step.command, step.printed);
    }
  } finally {
    await example.leave();
  }
};

describe.concurrent("the README, and the guides for those who come from another tool", () => {
  pages.forEach((name, index) => {
    const steps = stepsToFollow(name);
    const end = isWhole(name) ? steps.length : steps.findIndex(startsTree);
    const extent =
      end === steps.length ? "" : ", up to the start of its tree (the rest: npm run test:nightly)";
    it(`${name} can be followed as printed${extent}`, () =>
      follow(steps.slice(0, end), firstPort + 10 * index));
  });
});

it("an output that differs from the page is noticed", () => {
  expect(isAsPrinted(["a 0", "…", "b … c"], ["a 0", "x", "y", "b 0 0 c"])).toBe(true);
  expect(isAsPrinted(["a", "…"], ["a"])).toBe(true);
  expect(isAsPrinted(["a", "…", "b"], ["a", "b", "c"])).toBe(false);
  expect(isAsPrinted(["a"], ["a", "b"])).toBe(false);
});
