import { describe, expect, it } from "vitest";
import { allCases } from "./caseFormat.ts";
import { differences } from "./differences.ts";
import { expectSame } from "./expectSame.ts";
import { runInMemory } from "./memoryRun.ts";

describe("the wired tree on virtual time behaves as in OTP", () => {
  for (const theCase of allCases) {
    const difference = differences[theCase.id];
    const title = `${theCase.id}: ${theCase.title}`;
    it(difference ? `${title} (ours differs: ${difference.because})` : title, async () => {
      expectSame(await runInMemory(theCase), theCase, difference?.expect ?? theCase.expect);
    });
  }

  it("differs from OTP only in cases that explain why", () => {
    expect(Object.keys(differences)).toEqual(["D11", "E09", "E16", "H08"]);
    expect(allCases).toHaveLength(112);
  });
});
