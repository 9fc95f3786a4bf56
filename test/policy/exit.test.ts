import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import {
  describeExit,
  describeLeftBehind,
  endKind,
  isFatal,
  isIgnored,
} from "../../src/policy/restart/exit.ts";

const rules = { success: [0, 3, "SIGUSR1"], fatal: [78], ignore: [75] };
const own = { asked: false, stopSignal: "SIGINT" };

describe("the classification of an exit", () => {
  it("is normal for 0, listed codes and listed signals", () => {
    for (const exit of [{ code: 0 }, { code: 3 }, { signal: "SIGUSR1" }])
      expect(endKind(exit, rules, own)).toBe("normal");
  });

  it("is a crash for any other code, including 128 + n of a listed signal", () => {
    for (const code of [1, 2, 127, 130, 138, 143]) expect(endKind({ code }, rules, own)).toBe("crash");
  });

  it("is a shutdown for SIGTERM and the child's stop signal from outside, never for SIGKILL", () => {
    expect(endKind({ signal: "SIGTERM" }, rules, own)).toBe("shutdown");
    expect(endKind({ signal: "SIGINT" }, rules, own)).toBe("shutdown");
    expect(endKind({ signal: "SIGKILL" }, rules, { asked: false, stopSignal: "SIGKILL" })).toBe("crash");
    expect(endKind({ signal: "SIGSEGV" }, rules, own)).toBe("crash");
  });

  it("is always a shutdown after our own request", () => {
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

  it("is a crash if the exit is unknown", () => {
    expect(endKind({ unknown: "the shim was killed" }, rules, own)).toBe("crash");
  });

  it("can be listed as fatal, or as a sign that the child is not needed", () => {
    expect(isFatal({ code: 78 }, rules)).toBe(true);
    expect(isFatal({ code: 75 }, rules)).toBe(false);
    expect(isIgnored({ code: 75 }, rules)).toBe(true);
  });

  it("is described by its code or signal", () => {
    expect([{ code: 1 }, { signal: "SIGKILL" }].map(describeExit)).toEqual([
      "exit code 1",
      "killed by SIGKILL",
    ]);
  });

  it("by the out-of-memory killer tells whose memory was used up", () => {
    const killed = (limit: number | null) => describeExit({ signal: "SIGKILL", outOfMemory: { limit } });
    expect(killed(512 * 1024 ** 2)).toBe("the kernel ended it: memory limit of 512 MiB reached");
    expect(killed(1_500_000_000)).toBe("the kernel ended it: memory limit of 1500 MB reached");
    expect(killed(null)).toBe("the kernel ended it: the machine, or a group above it, was out of memory");
  });

  // R19. A code that a shell has made of a signal says nothing to who does not add it up.
  it.each([
    [137, "exit code 137 (128 + 9, as a shell reports SIGKILL)"],
    [139, "exit code 139 (128 + 11, as a shell reports SIGSEGV)"],
    [126, "exit code 126 (as a shell reports a command that it could not execute)"],
    [127, "exit code 127 (as a shell reports a command that it did not find)"],
    [128, "exit code 128"],
    [255, "exit code 255"],
  ])("as %i is explained, where shells give it a meaning", (code, words) => {
    expect(describeExit({ code })).toBe(words);
  });
});

// R19. Cause: a program that puts itself into the background was said to have ended with exit code 0, and no more.
describe("processes left behind by a program that exited successfully before it was ready", () => {
  const one = { pid: 7, command: "redis-server *:6379" };

  it("are named, with what to do", () => {
    expect(describeLeftBehind({ code: 0 }, [one])).toBe(
      '; it left behind pid 7 (redis-server *:6379), which was ended: a program must stay in the foreground here (an option such as -F, --foreground, --nodaemon or "daemon off")',
    );
    expect(describeLeftBehind({ code: 0 }, [one, one, one, one, one])).toContain(
      " and 2 more, which were ended",
    );
  });

  it("are not mentioned for a job, which gets a hint to declare it, or after a failure", () => {
    expect(describeLeftBehind({ code: 0 }, [])).toBe(
      "; if it is a one-off job, declare it with `oneshot: true`",
    );
    expect(describeLeftBehind({ code: 1 }, [one])).toBe("");
    expect(describeLeftBehind({ signal: "SIGTERM" }, [one])).toBe("");
  });
});
