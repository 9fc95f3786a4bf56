import { describe, expect, it } from "vitest";
import { allCases } from "./jobCase.ts";
import { PolicyRun } from "./PolicyRun.ts";

describe("the decisions about jobs, with simulated runs, give what the cases expect", () => {
  for (const theCase of allCases)
    it(`${theCase.id}: ${theCase.title}`, () => {
      expect(new PolicyRun(theCase).observe()).toEqual(theCase.expect);
    });
});
