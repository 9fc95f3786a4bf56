import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortageOf } from "../../src/policy/messages/shortage.ts";
import { countRestart, pauseAging, recent } from "../../src/policy/restart/intensity.ts";
import { type ChildRecord, decide, type Failure, isContained } from "../../src/policy/restart/verdict.ts";

const noBackoff = { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0, healthyAfterMs: 1000 };
const child: ChildRecord = {
  id: "a",
  restart: "permanent",
  backoff: noBackoff,
  limit: null,
  onLimit: null,
  streak: 0,
  refusals: 0,
  restarts: [],
};
const supervisor = { intensity: 3, periodMs: 10_000, window: [] };
const crash: Failure = { kind: "ended", end: "crash", upMs: 5, curable: true };
const startFailed = (curable: boolean): Failure => ({ kind: "start_failed", curable });

describe("the verdict on a child that has ended", () => {
  it("is a restart for a permanent child after any exit", () => {
    for (const end of ["normal", "shutdown", "crash"] as const) {
      expect(decide(child, supervisor, { ...crash, end }, 0, 0).kind).toBe("restart");
    }
  });

  it("is a restart for a transient child only after a crash", () => {
    const transient = { ...child, restart: "transient" } as const;
    expect(decide(transient, supervisor, crash, 0, 0).kind).toBe("restart");
    expect(decide(transient, supervisor, { ...crash, end: "normal" }, 0, 0).kind).toBe("leave");
    expect(decide(transient, supervisor, { ...crash, end: "shutdown" }, 0, 0).kind).toBe("leave");
  });

  it("is nothing for a temporary child", () => {
    expect(decide({ ...child, restart: "temporary" }, supervisor, crash, 0, 0).kind).toBe("drop");
  });

  it("escalates once more than intensity restarts are within the period", () => {
    const window = [0, 1, 2].map((at) => ({ child: "a", at }));
    expect(decide(child, { ...supervisor, window }, crash, 3, 0).kind).toBe("escalate");
    expect(decide(child, { ...supervisor, window }, crash, 10_001, 0).kind).toBe("restart");
  });

  it("escalates at the first failure with intensity 0", () => {
    expect(decide(child, { ...supervisor, intensity: 0 }, crash, 0, 0).kind).toBe("escalate");
  });

  it("gives up the child alone if its command can't be run at all, unless on_limit is escalate", () => {
    const full = { ...supervisor, intensity: 0 };
    expect(decide(child, full, startFailed(false), 0, 0).kind).toBe("restart");
    expect(decide({ ...child, onLimit: "escalate" }, full, startFailed(false), 0, 0).kind).toBe("escalate");
    expect(decide(child, full, startFailed(true), 0, 0).kind).toBe("escalate");
  });

  it("does not use up the supervisor's restarts if only the child is given up", () => {
    const contained = { ...child, onLimit: "fail", limit: { restarts: 1, periodMs: 1000 } } as const;
    const first = decide(contained, supervisor, crash, 0, 0);
    expect(first).toMatchObject({ kind: "restart", window: [] });
    const again = { ...contained, restarts: first.kind === "restart" ? first.restarts : [] };
    expect(decide(again, supervisor, crash, 1, 0).kind).toBe("fail");
  });

  // F4: each independent child has the whole intensity for itself; a noisy one takes nothing from its siblings.
  it("counts for the child alone, within the intensity of its supervisor, if its failures don't escalate", () => {
    const full = { intensity: 2, periodMs: 1000, window: [1, 2].map((at) => ({ child: "other", at })) };
    const fail = (onLimit: "fail" | "wait", record: ChildRecord["restarts"], now: number) =>
      decide({ ...child, onLimit, restarts: record }, full, crash, now, 0);
    const one = [{ child: "a", at: 3 }];
    expect(fail("fail", one, 4)).toMatchObject({
      kind: "restart",
      restarts: [...one, { child: "a", at: 4 }],
    });
    const two = [...one, { child: "a", at: 4 }];
    const because = "more than 2 restarts within 1 s";
    expect(fail("fail", two, 5)).toEqual({ kind: "fail", because, curable: true });
    expect(fail("fail", two, 1005).kind).toBe("restart");
    expect(fail("wait", two, 5)).toMatchObject({ kind: "restart", delayMs: 999 });
  });

  it("waits until the child's limit allows a restart if on_limit is wait", () => {
    const waiting: ChildRecord = {
      ...child,
      onLimit: "wait",
      limit: { restarts: 2, periodMs: 1000 },
      restarts: [
        { child: "a", at: 0 },
        { child: "a", at: 400 },
      ],
    };
    expect(decide(waiting, supervisor, crash, 500, 0)).toMatchObject({ kind: "restart", delayMs: 501 });
  });

  it("keeps no more restarts of a waiting child than its limit needs, also with a limit of 0", () => {
    for (const allowed of [0, 1, 3]) {
      const limit = { restarts: allowed, periodMs: 1_000_000 };
      let waiting: ChildRecord = { ...child, onLimit: "wait", limit };
      for (let now = 0; now < 10; now += 1) {
        const verdict = decide(waiting, supervisor, crash, now, 0);
        if (verdict.kind !== "restart") throw new Error(verdict.kind);
        waiting = { ...waiting, restarts: verdict.restarts };
      }
      expect(waiting.restarts.length).toBeLessThanOrEqual(allowed + 1);
    }
  });

  it("gives up at once after a fatal exit, the child alone by default", () => {
    const fatal = { ...crash, curable: false };
    expect(decide(child, supervisor, fatal, 0, 0)).toMatchObject({ kind: "fail", curable: false });
    expect(decide({ ...child, onLimit: "escalate" }, supervisor, fatal, 0, 0).kind).toBe("escalate");
  });
});

describe("a start refused by the system", () => {
  const refused: Failure = { kind: "start_refused" };
  const pauses = (backoff: ChildRecord["backoff"], starts: number): ReadonlyArray<number> => {
    let record: ChildRecord = { ...child, backoff };
    return Array.from({ length: starts }, () => {
      const verdict = decide(record, supervisor, refused, 0, 0.5);
      if (verdict.kind !== "restart") throw new Error(verdict.kind);
      record = { ...record, refusals: verdict.refusals };
      return verdict.delayMs;
    });
  };

  it("is retried and counts towards no limit, for any rules of the child", () => {
    const counted = [{ child: "a", at: 0 }];
    for (const restart of ["permanent", "transient", "temporary"] as const) {
      for (const onLimit of [null, "escalate", "fail", "wait"] as const) {
        const limit = { restarts: 0, periodMs: 1000 };
        const strict = { ...child, restart, onLimit, limit, streak: 3, restarts: counted };
        const exhausted = { intensity: 0, periodMs: 1000, window: counted };
        expect(decide(strict, exhausted, refused, 0, 0.5)).toEqual({
          kind: "restart",
          delayMs: 1000,
          streak: 3,
          refusals: 1,
          restarts: counted,
          window: counted,
        });
        expect(isContained(strict, refused)).toBe(true);
      }
    }
  });

  it("is retried after 1 s, 2 s and so on up to 60 s, or after the declared delays", () => {
    expect(pauses(noBackoff, 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(pauses({ ...noBackoff, initialMs: 100, factor: 3, maxMs: 500 }, 4)).toEqual([100, 300, 500, 500]);
  });

  it("is forgotten at the next failure of the child itself", () => {
    expect(decide({ ...child, refusals: 4 }, supervisor, crash, 0, 0)).toMatchObject({ refusals: 0 });
  });

  it("is one for lack of disk space, descriptors, memory or processes only", () => {
    for (const code of ["ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "ENOMEM", "EAGAIN"])
      expect(shortageOf(code)).toMatch(/ /);
    for (const code of ["EACCES", "E2BIG", "EROFS", "SHIM", "UNKNOWN"]) expect(shortageOf(code)).toBeNull();
  });
});

describe("the intensity window", () => {
  const times = fc.array(fc.nat(20_000), { maxLength: 60 }).map((all) => [...all].sort((a, b) => a - b));

  it("never allows more than intensity restarts within any period", () => {
    fc.assert(
      fc.property(times, fc.nat(6), fc.integer({ min: 1, max: 5000 }), (at, intensity, periodMs) => {
        let window: ReturnType<typeof recent> = [];
        const allowed: Array<number> = [];
        for (const now of at) {
          const counted = countRestart(window, { child: "a", at: now }, { intensity, periodMs });
          window = counted.window;
          if (counted.exceeded) break;
          allowed.push(now);
        }
        for (const end of allowed) {
          expect(allowed.filter((t) => t <= end && end - t <= periodMs).length).toBeLessThanOrEqual(
            intensity,
          );
        }
      }),
    );
  });

  it("behaves like a model of OTP's list of restarts", () => {
    fc.assert(
      fc.property(times, fc.nat(6), fc.integer({ min: 1, max: 5000 }), (at, intensity, periodMs) => {
        let model: ReadonlyArray<number> = [];
        let window: ReturnType<typeof recent> = [];
        for (const now of at) {
          model = [now, ...model].filter((t) => now - t <= periodMs);
          const counted = countRestart(window, { child: "a", at: now }, { intensity, periodMs });
          window = counted.window;
          expect(counted.exceeded).toBe(model.length > intensity);
        }
      }),
    );
  });

  it("does not age for a child in backoff, but for all others", () => {
    const window = [
      { child: "a", at: 0 },
      { child: "b", at: 0 },
    ];
    expect(recent(pauseAging(window, "a", 5000), 1000 + 5000, 1000)).toEqual([{ child: "a", at: 5000 }]);
  });
});

describe("a child that always fails", () => {
  it("is given up after intensity attempts, however long the delays are (L14)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 100_000 }),
        (intensity, initialMs) => {
          const backoff = {
            initialMs,
            factor: 2,
            maxMs: 600_000,
            jitter: 0,
            resetAfterMs: 600_000,
            healthyAfterMs: 1000,
          };
          let record: ChildRecord = { ...child, backoff };
          let window: ReturnType<typeof recent> = [];
          let now = 0;
          let attempts = 0;
          for (;;) {
            const verdict = decide(
              record,
              { intensity, periodMs: 1000, window },
              startFailed(true),
              now,
              0.5,
            );
            if (verdict.kind !== "restart") break;
            attempts += 1;
            window = verdict.window;
            record = { ...record, streak: verdict.streak };
            now += verdict.delayMs;
          }
          expect(attempts).toBe(intensity);
        },
      ),
    );
  });
});
