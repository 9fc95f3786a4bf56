import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  causeOfPause,
  durationBounds,
  emptyTally,
  resultOfRun,
  withEscalation,
  withExit,
  withRestart,
} from "../../src/policy/tally.ts";

const running = { state: "running", stoppedFor: "request" } as const;

describe("the result of a run", () => {
  it("is that of its exit, where nobody has asked for it", () => {
    expect(resultOfRun({ code: 0 }, "normal", running)).toBe("ok");
    expect(resultOfRun({ code: 3 }, "normal", running), "declared as a success").toBe("ok");
    expect(resultOfRun({ code: 3 }, "crash", running)).toBe("error");
    expect(resultOfRun({ signal: "SIGSEGV" }, "crash", running)).toBe("signal");
    expect(resultOfRun({ signal: "SIGTERM" }, "shutdown", running)).toBe("signal");
    expect(resultOfRun({ unknown: "the shim was killed" }, "crash", running)).toBe("unknown");
  });

  it("is why it was stopped, where it was stopped", () => {
    const stopping = { state: "stopping", stoppedFor: "request" } as const;
    expect(resultOfRun({ code: 1 }, "crash", stopping)).toBe("stopped");
    expect(resultOfRun({ code: 0 }, "normal", { ...stopping, stoppedFor: "not_ready" })).toBe("timeout");
    expect(resultOfRun({ code: 0 }, "normal", { ...stopping, stoppedFor: "unhealthy" })).toBe("unhealthy");
  });
});

it("the cause of a pause is the end of the run, unless the child had not come up", () => {
  expect(causeOfPause("running", "crash", "request")).toBe("crash");
  expect(causeOfPause("running", "normal", "request")).toBe("normal");
  expect(causeOfPause("starting", "crash", "request")).toBe("start_failed");
  expect(causeOfPause("starting", null, "request")).toBe("start_failed");
  expect(causeOfPause("stopping", "shutdown", "not_ready")).toBe("not_ready");
  expect(causeOfPause("stopping", "crash", "unhealthy"), "a probe failed").toBe("unhealthy");
});

describe("a tally", () => {
  it("counts each run under the first bound that its duration does not exceed", () => {
    const durations = [0, 1, 1.001, 60, 86_400, 86_401].reduce(
      (tally, seconds) => withExit(tally, "ok", seconds),
      emptyTally,
    );
    expect(durations).toMatchObject({
      exits: { ok: 6 },
      durations: { "1.0": 2, "10.0": 1, "60.0": 1, "86400.0": 1, "+Inf": 1 },
      seconds: 0 + 1 + 1.001 + 60 + 86_400 + 86_401,
    });
  });

  it("counts a run of unknown duration as an exit only", () => {
    expect(withExit(emptyTally, "error", null)).toEqual({ ...emptyTally, exits: { error: 1 } });
  });

  it("never loses a count, and leaves the one before as it was", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true })), (all) => {
        const tally = all.reduce((before, seconds) => withExit(before, "ok", seconds), emptyTally);
        const counted = durationBounds.map((bound) => tally.durations[bound] ?? 0);
        expect(counted.reduce((sum, count) => sum + count, 0)).toBe(all.length);
      }),
    );
    expect(emptyTally).toEqual({ restarts: {}, exits: {}, durations: {}, seconds: 0, escalations: 0 });
  });

  it("counts restarts by reason, and escalations", () => {
    const tally = withEscalation(withRestart(withRestart(emptyTally, "crash"), "group"));
    expect(tally).toEqual({ ...emptyTally, restarts: { crash: 1, group: 1 }, escalations: 1 });
  });
});
