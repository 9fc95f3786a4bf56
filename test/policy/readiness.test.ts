import { describe, expect, it } from "vitest";
import type { Ready } from "../../src/domain/tree/ChildSpec.ts";
import { describeReady, notReadyReason, readyTimeout } from "../../src/policy/messages/readiness.ts";

const log: Ready = { kind: "log", pattern: "Listening", timeoutMs: 12_000 };
const notify: Ready = { kind: "notify", fd: 3, timeoutMs: 500 };
const exit: Ready = { kind: "exit", timeoutMs: null };
const alive: Ready = { kind: "alive", minUptimeMs: 1_000 };

// F14: "not ready within 12 s" named neither what was waited for nor what had come instead.
describe("the condition that a start waits for", () => {
  it("is described for each kind of readiness", () => {
    expect([log, notify, exit, alive].map(describeReady)).toEqual([
      'log line matching "Listening"',
      "newline on file descriptor 3",
      "successful exit",
      "1 s of uptime",
    ]);
    expect([log, notify, exit, alive].map(readyTimeout)).toEqual([12_000, 500, null, null]);
  });

  it("is named in the reason of a timeout", () => {
    expect(notReadyReason(log, null)).toBe('not ready within 12 s: no line matched "Listening"');
    expect(notReadyReason(notify, null)).toBe(
      "not ready within 0.5 s: no newline was written to file descriptor 3",
    );
    expect(notReadyReason({ kind: "exit", timeoutMs: 3_000 }, null)).toBe("not ready within 3 s");
  });
});
