import { describe, expect, it } from "vitest";
import { allCases, brokenTimings, type Case, sameLog } from "./caseFormat.ts";
import { differences } from "./differences.ts";
import { type Observed, runInMemory } from "./memoryRun.ts";

/**
 * A gated case holds a start open while it makes a request. OTP's supervisor is one blocking process and
 * answers afterwards; ours answers at once, so only answers and final state are compared (the cases'
 * `fidelity`).
 */
const answers = (log: Case["expect"]["log"]): ReadonlyArray<string> =>
  log.flat().filter((line) => line.startsWith("api ") && !line.includes("which_children"));

const expectSame = (seen: Observed, theCase: Case, expected: Case["expect"]): void => {
  expect(seen.violations).toEqual([]);
  if (theCase.gated) {
    expect(answers(seen.log)).toEqual(answers(expected.log));
  } else if (!sameLog(seen.log, expected.log)) {
    expect(seen.log).toEqual(expected.log);
  }
  expect(brokenTimings(expected, seen.log, seen.times)).toEqual([]);
  expect(seen.final).toMatchObject(expected.final ?? {});
};

describe("the wired tree on virtual time does what OTP does", () => {
  for (const theCase of allCases) {
    const difference = differences[theCase.id];
    const title = `${theCase.id}: ${theCase.title}`;
    it(difference ? `${title} (ours differs: ${difference.because})` : title, async () => {
      expectSame(await runInMemory(theCase), theCase, difference?.expect ?? theCase.expect);
    });
  }

  it("differs from OTP only where a case says why", () => {
    expect(Object.keys(differences)).toEqual(["D11", "E09", "E16", "H08"]);
    expect(allCases).toHaveLength(112);
  });
});
