import { describe, expect, it } from "vitest";
import { runsAddress } from "../../web/pages/runs/address.ts";
import { exitOf, lengthOf, outcomeWords, triggerWords } from "../../web/runs/words.ts";

describe("the address of the runs", () => {
  it("has filters that there are, and drops all else", () => {
    expect(runsAddress({ outcome: "failed", trigger: "restart", path: "web", run: "web@1" })).toMatchObject({
      ...{ outcome: "failed", trigger: "restart", path: "web", run: "web@1" },
    });
    expect(runsAddress({ outcome: "toString", trigger: 7 })).toMatchObject({
      ...{ outcome: undefined, trigger: undefined },
    });
  });

  it("takes every outcome and trigger that has words", () => {
    for (const outcome of Object.keys(outcomeWords)) expect(runsAddress({ outcome }).outcome).toBe(outcome);
    for (const trigger of Object.keys(triggerWords)) expect(runsAddress({ trigger }).trigger).toBe(trigger);
  });
});

describe("a run in words", () => {
  const times = { started_at: "2026-01-01T00:00:00.000Z", ended_at: "2026-01-01T00:00:08.000Z" };
  const now = Date.parse("2026-01-01T00:01:00.000Z");

  it("says how long it took or has been running, if that is known", () => {
    expect(lengthOf({ ...times, outcome: "failed" }, now)).toBe("8 s");
    expect(lengthOf({ ...times, ended_at: null, outcome: "running" }, now)).toBe("60 s");
    expect(lengthOf({ ...times, ended_at: null, outcome: "lost" }, now)).toBeNull();
    expect(lengthOf({ ...times, started_at: null, outcome: "failed" }, now)).toBeNull();
  });

  it("has its exit, if there is one", () => {
    expect(exitOf({ code: 0, signal: null })).toBe("exit code 0");
    expect(exitOf({ code: null, signal: "SIGKILL" })).toBe("SIGKILL");
    expect(exitOf({ code: null, signal: null })).toBeNull();
  });
});
