import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Probe } from "../../../src/domain/tree/ProbeSpec.ts";
import { describeProbe, failureText } from "../../../src/policy/messages/probe.ts";
import { healthOf } from "../../../src/policy/probe/health.ts";
import { withPorts } from "../../../src/policy/probe/ports.ts";
import { afterResult, type ProbeResult, untried } from "../../../src/policy/probe/standing.ts";
import { firstAttemptIn, nextAttemptIn, untilGroup } from "../../../src/policy/probe/timing.ts";
import { examples } from "../../support/examples.ts";

const success: ProbeResult = { outcome: "success", message: "status 200" };
const failure: ProbeResult = { outcome: "failure", message: "status 503" };
const result = fc.constantFrom(success, failure);

const probe: Probe = {
  check: { kind: "tcp", host: "127.0.0.1", port: { name: null } },
  delayMs: 0,
  everyMs: 10_000,
  timeoutMs: 3_000,
  successes: 1,
  failures: 3,
  jitter: 0.1,
  action: "restart",
};

/** The number of results of one kind at the end. */
const inARow = (results: ReadonlyArray<ProbeResult>, outcome: ProbeResult["outcome"]): number => {
  const other = results.findLastIndex((one) => one.outcome !== outcome);
  return results.length - 1 - other;
};

describe("the verdict of a probe", () => {
  it("is that of the last sequence of results that was long enough", () => {
    fc.assert(
      fc.property(
        fc.array(result, { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (results, successes, failures) => {
          const thresholds = { successes, failures };
          let model = "unknown";
          let standing = untried;
          results.forEach((one, index) => {
            standing = afterResult(standing, one, thresholds);
            const so_far = results.slice(0, index + 1);
            if (inARow(so_far, "success") >= successes) model = "passing";
            if (inARow(so_far, "failure") >= failures) model = "failing";
          });
          expect(standing.verdict).toBe(model);
          expect(standing.failures).toBe(inARow(results, "failure"));
          expect(standing.message).toBe(results.at(-1) === failure ? "status 503" : null);
        },
      ),
      examples(500, 20_261_130),
    );
  });

  it("is the same object after another success of a child that is well: nothing has to be sent or stored", () => {
    const well = afterResult(untried, success, probe);
    expect(afterResult(well, success, probe)).toBe(well);
  });
});

describe("health", () => {
  const passing = afterResult(untried, success, probe);
  const failing = afterResult(untried, failure, { ...probe, failures: 1 });

  it("is unhealthy if one probe fails, and healthy if all pass", () => {
    const both = { ready: probe, live: probe };
    expect(healthOf(undefined, {})).toBe("unknown");
    expect(healthOf(both, {})).toBe("unknown");
    expect(healthOf(both, { ready: passing })).toBe("unknown");
    expect(healthOf(both, { ready: passing, live: passing })).toBe("healthy");
    expect(healthOf(both, { ready: passing, live: failing })).toBe("unhealthy");
    expect(healthOf({ ready: probe }, { ready: passing, live: failing }), "of what is declared").toBe(
      "healthy",
    );
  });
});

describe("the attempts of a probe", () => {
  const dice = fc.double({ min: 0, max: 0.999, noNaN: true });

  it("never begin before the delay, nor later than the jitter allows", () => {
    fc.assert(
      fc.property(dice, fc.nat(60_000), fc.nat(60_000), (thrown, delayMs, uptimeMs) => {
        const wait = firstAttemptIn({ ...probe, delayMs }, { uptimeMs, isResumed: false }, thrown);
        expect(uptimeMs + wait).toBeGreaterThanOrEqual(delayMs);
        expect(wait).toBeLessThanOrEqual(Math.max(0, delayMs - uptimeMs) + 1_000);
      }),
      examples(200, 20_261_130),
    );
  });

  it("begin spread over a whole interval where many runs are adopted, and at once for a startup probe", () => {
    const at = (isResumed: boolean) => firstAttemptIn(probe, { uptimeMs: 60_000, isResumed }, 0.5);
    expect([at(false), at(true)]).toEqual([500, 5_000]);
    const { jitter: _, ...startup } = probe;
    expect(firstAttemptIn(startup, { uptimeMs: 0, isResumed: true }, 0.9)).toBe(0);
  });

  it("follow each other at the interval, whatever an attempt takes, and never overlap", () => {
    expect(nextAttemptIn(probe, 0, 0.5)).toBe(10_000);
    expect(nextAttemptIn(probe, 4_000, 0.5)).toBe(6_000);
    expect([nextAttemptIn(probe, 0, 0), nextAttemptIn(probe, 0, 1)]).toEqual([9_000, 11_000]);
    expect(nextAttemptIn(probe, 60_000, 0.5)).toBe(0);
  });

  it("are made together with those of others, at multiples of 100 ms, and keep their interval", () => {
    expect(untilGroup(9_500, 1_020)).toBe(9_480);
    expect(untilGroup(9_990, 10)).toBe(9_990);
    expect(untilGroup(40, 1_000), "one that follows at once is not delayed").toBe(40);
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 60_000, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (ms, now) => {
          const wait = untilGroup(ms, now);
          expect(Math.abs(wait - ms)).toBeLessThanOrEqual(50.001);
          const rest = (now + wait) % 100;
          expect(Math.min(rest, 100 - rest)).toBeLessThan(0.001);
        },
      ),
      examples(200, 20_261_130),
    );
  });
});

describe("a probe in words", () => {
  it("names its port, and what it leads to", () => {
    const { check } = probe;
    expect(withPorts(check, [{ name: null, port: 3001 }])).toEqual({ ...check, port: 3001 });
    expect(withPorts(check, [])).toEqual(check);
    expect(describeProbe(probe)).toBe("tcp 127.0.0.1:port every 10 s, timeout 3 s, 3 failures: restart");
    const standing = { ...untried, failures: 3, message: "connection refused on 127.0.0.1:3000" };
    expect(failureText("live", standing)).toBe(
      "liveness probe failed 3 times: connection refused on 127.0.0.1:3000",
    );
  });
});
