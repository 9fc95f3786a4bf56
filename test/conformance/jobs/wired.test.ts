import { describe, expect, it } from "vitest";
import { allCases } from "./jobCase.ts";
import { runOnTree } from "./wiredRun.ts";

describe("the jobs of a wired tree on virtual time do what the cases expect", () => {
  for (const theCase of allCases)
    it(`${theCase.id}: ${theCase.title}`, async () => {
      expect(await runOnTree(theCase)).toEqual(theCase.expect);
    });
});
