import { expect } from "vitest";
import { brokenTimings, type Case, sameLog } from "./caseFormat.ts";
import type { Observed } from "./otpView.ts";

/**
 * A gated case holds a start open while it makes a request. OTP's supervisor is one blocking process and
 * answers afterwards; ours answers at once, so only answers and final state are compared (the cases'
 * `fidelity`).
 */
const answers = (log: Case["expect"]["log"]): ReadonlyArray<string> =>
  log.flat().filter((line) => line.startsWith("api ") && !line.includes("which_children"));

/** Fails unless what was seen is what the case expects. */
export const expectSame = (seen: Observed, theCase: Case, expected: Case["expect"]): void => {
  expect(seen.violations).toEqual([]);
  if (theCase.gated) {
    expect(answers(seen.log)).toEqual(answers(expected.log));
  } else if (!sameLog(seen.log, expected.log)) {
    expect(seen.log).toEqual(expected.log);
  }
  expect(brokenTimings(expected, seen.log, seen.times)).toEqual([]);
  expect(seen.final).toMatchObject(expected.final ?? {});
};
