import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Exit } from "../../src/domain/Exit.ts";
import { describeExit, endKind, isFatal, isIgnored } from "../../src/policy/exit.ts";

const rules = { success: [0, 3, "SIGUSR1"], fatal: [78], ignore: [75] };
const own = { asked: false, stopSignal: "SIGINT" };

describe("what an exit means", () => {
  it("is normal for 0, listed codes and listed signals", () => {
    for (const exit of [{ code: 0 }, { code: 3 }, { signal: "SIGUSR1" }])
      expect(endKind(exit, rules, own)).toBe("normal");
  });

  it("is a crash for any other code, also 128 + n of a listed signal", () => {
    for (const code of [1, 2, 127, 130, 138, 143]) expect(endKind({ code }, rules, own)).toBe("crash");
  });

  it("is a request to end for SIGTERM and the child's stop signal from outside, never for SIGKILL", () => {
    expect(endKind({ signal: "SIGTERM" }, rules, own)).toBe("shutdown");
    expect(endKind({ signal: "SIGINT" }, rules, own)).toBe("shutdown");
    expect(endKind({ signal: "SIGKILL" }, rules, { asked: false, stopSignal: "SIGKILL" })).toBe("crash");
    expect(endKind({ signal: "SIGSEGV" }, rules, own)).toBe("crash");
  });

  it("is always a request to end after we have asked", () => {
    const exit = fc.oneof(
      fc.integer({ min: 0, max: 255 }).map((code): Exit => ({ code })),
      fc.constantFrom("SIGKILL", "SIGSEGV", "SIGTERM").map((signal): Exit => ({ signal })),
    );
    fc.assert(
      fc.property(exit, (any) => {
        expect(endKind(any, rules, { ...own, asked: true })).toBe("shutdown");
      }),
    );
  });

  it("is a crash when nobody could tell how it ended", () => {
    expect(endKind({ unknown: "the shim was killed" }, rules, own)).toBe("crash");
  });

  it("can be listed as fatal or as a sign that the child is not wanted here", () => {
    expect(isFatal({ code: 78 }, rules)).toBe(true);
    expect(isFatal({ code: 75 }, rules)).toBe(false);
    expect(isIgnored({ code: 75 }, rules)).toBe(true);
  });

  it("is said as the code or the signal that it was", () => {
    expect([{ code: 137 }, { signal: "SIGKILL" }].map(describeExit)).toEqual([
      "exit code 137",
      "killed by SIGKILL",
    ]);
  });
});
