import { describe, expect, it } from "vitest";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import { pauseLeft } from "../../supervisors/node/views/memory.ts";
import { monotonicOf } from "../../supervisors/node/views/wallTime.ts";

const at = (time: string): string => `2026-01-01T${time}.000Z`;
const nowAt = (time: string) => ({ wall: () => at(time), monotonic: () => 5_000 });

const waiting: Memory = {
  path: "web",
  state: "backoff",
  run: 3,
  reason: "exit code 1",
  by: "system",
  since: at("12:00:00"),
  nextAttemptAt: at("12:00:08"),
  restarted: 2,
  lastExit: null,
  wanted: "up",
  streak: 2,
  refusals: 0,
  counted: [],
  window: [],
  startedAt: null,
  stop: null,
  standing: null,
};

describe("a daemon that takes up what another one remembered", () => {
  it("waits for what is left of a pause, and for nothing when it is over", () => {
    expect(pauseLeft(nowAt("12:00:05"), waiting)).toBe(3_000);
    expect(pauseLeft(nowAt("12:00:09"), waiting)).toBe(0);
  });

  it("waits for the whole pause, and not for hours, when the clock was set back meanwhile", () => {
    expect(pauseLeft(nowAt("09:00:00"), waiting)).toBe(8_000);
  });

  it("counts a restart that lies in the future of a clock that was set back as made just now", () => {
    expect(monotonicOf(nowAt("12:00:00"), Date.parse(at("11:59:58")))).toBe(3_000);
    expect(monotonicOf(nowAt("09:00:00"), Date.parse(at("11:59:58")))).toBe(5_000);
  });
});
