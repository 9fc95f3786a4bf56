import { describe, expect, it } from "vitest";
import { allCases } from "./caseFormat.ts";
import { differences } from "./differences.ts";
import { expectSame } from "./expectSame.ts";
import { runWithProcesses, whyNotReal } from "./processRun.ts";

const refused = (log: ReadonlyArray<unknown>): boolean => String(log[0]).startsWith("sup_refused");
const real = allCases.filter((one) => whyNotReal(one) === null && !refused(one.expect.log));

describe("real processes behave as in OTP", () => {
  for (const theCase of real) {
    it.concurrent(`${theCase.id}: ${theCase.title}`, async () => {
      const { timing: _, ...expected } = differences[theCase.id]?.expect ?? theCase.expect;
      // Times are measured on virtual time only: this machine may be busy.
      expectSame(await runWithProcesses(theCase), theCase, expected);
    });
  }

  it("covers the cases that apply to them", () => {
    const left = allCases.filter((one) => !real.includes(one));
    const reasons = new Set(
      left.map((one) => whyNotReal(one) ?? "a tree that is refused before anything starts"),
    );
    console.log(
      `${real.length} of ${allCases.length} cases run with real processes; not: ${[...reasons].join("; ")}`,
    );
    expect(real.length).toBeGreaterThan(60);
  });
});
