import { describe, expect, it } from "vitest";
import { allCases, type Case } from "./jobCase.ts";
import { runOnTree } from "./wiredRun.ts";

/** A daemon that is gone takes the tree with it. */
const isWithoutDaemon = ({ do: stimuli = [] }: Case): boolean =>
  stimuli.some((stimulus) => stimulus.do === "down" || stimulus.do === "off");

describe("the jobs of a wired tree on virtual time do what the cases expect", () => {
  for (const theCase of allCases.filter((one) => !isWithoutDaemon(one)))
    it(`${theCase.id}: ${theCase.title}`, async () => {
      expect(await runOnTree(theCase)).toEqual(theCase.expect);
    });
});
