import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { isGone, readProcStat } from "../../src/home/procStat.ts";

describe("a process", () => {
  // F17: `down` waited for a number that is in use until the parent has looked, which in a container may be never.
  it("counts as ended if it is a zombie", async () => {
    // A parent that never waits for its child: a shell that has become something else.
    const parent = spawn("sh", ["-c", "sleep 0.01 & echo $!; exec sleep 1000"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [line] = await once(createInterface({ input: parent.stdout }), "line");
      await expect.poll(() => readProcStat(Number(line))?.state).toBe("Z");
      expect(() => process.kill(Number(line), 0)).not.toThrow();
      expect(isGone(Number(line))).toBe(true);
      expect(isGone(parent.pid ?? 0)).toBe(false);
    } finally {
      parent.kill("SIGKILL");
    }
  });

  it("is a different one with the same pid if its start time differs", () => {
    const own = readProcStat(process.pid)?.start;
    expect(own).toBe(readFileSync("/proc/self/stat", "latin1").split(") ")[1]?.split(" ")[19]);
    expect(isGone(process.pid, own)).toBe(false);
    expect(isGone(process.pid, null)).toBe(false);
    expect(isGone(process.pid, "1")).toBe(true);
  });
});
