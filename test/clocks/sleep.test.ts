import { describe, expect, it } from "vitest";
import { SleepByTicks, tickMs } from "../../src/adapters/node/clocks/SleepByTicks.ts";
import { SleepByUptime } from "../../src/adapters/node/clocks/SleepByUptime.ts";

describe("the clocks of a Linux machine", () => {
  it("go on evenly although its uptime is coarse, and tell its sleep apart", () => {
    const machine = { awake: 1_000.4, slept: 500 };
    const uptime = (): number => Math.floor((machine.awake + machine.slept) / 10) * 10;
    const clocks = new SleepByUptime({ awake: () => machine.awake, uptime });
    const first = clocks.read();
    machine.awake += 7.3;
    expect(clocks.read().real - first.real).toBeCloseTo(7.3);
    machine.slept += 3_600_000;
    machine.awake += 5;
    const woken = clocks.read();
    expect(woken.awake - first.awake).toBeCloseTo(12.3);
    expect(Math.abs(woken.real - first.real - 3_600_012.3)).toBeLessThan(20);
  });

  it("agree between the daemons of one start of the machine", () => {
    const clocks = { awake: () => 5_000, uptime: () => 9_000 };
    expect(new SleepByUptime(clocks).read()).toEqual({ real: 9_000, awake: 5_000 });
  });
});

describe("the clocks of a Mac", () => {
  it("take a time in which nobody looked at them for sleep, and a late tick not", () => {
    const machine = { real: 0 };
    const clocks = new SleepByTicks(() => machine.real);
    machine.real += tickMs;
    clocks.read();
    machine.real += tickMs * 1.9;
    expect(clocks.read()).toEqual({ real: tickMs * 2.9, awake: tickMs * 2.9 });
    machine.real += 3_600_000;
    const { real, awake } = clocks.read();
    expect(real - awake).toBe(3_600_000 - tickMs);
    expect(clocks.read()).toEqual({ real, awake });
  });
});
