import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { isGone, readProcessState, stateIn } from "../../src/home/processState.ts";

describe("a process", () => {
  // F17: `down` waited for a number that is in use until the parent has looked, which in a container may be never.
  it("counts as ended if it is a zombie", async () => {
    // A parent that never waits for its child: a shell that has become something else.
    const parent = spawn("sh", ["-c", "sleep 0.01 & echo $!; exec sleep 1000"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [line] = await once(createInterface({ input: parent.stdout }), "line");
      await expect.poll(() => readProcessState(Number(line))?.state).toBe("Z");
      expect(() => process.kill(Number(line), 0)).not.toThrow();
      expect(isGone(Number(line))).toBe(true);
      expect(isGone(parent.pid ?? 0)).toBe(false);
    } finally {
      parent.kill("SIGKILL");
    }
  });

  it("is a different one with the same pid if its start time differs", () => {
    const own = readProcessState(process.pid)?.start;
    expect(own).toMatch(/^\d+$|^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/);
    expect(isGone(process.pid, own)).toBe(false);
    expect(isGone(process.pid, null)).toBe(false);
    expect(isGone(process.pid, "1")).toBe(true);
  });

  it.each([
    ["stopped", "T    Sun Nov  1 09:05:07 2026    ", "T"],
    ["waiting for a disk", "Us   Sun Nov  1 09:05:07 2026    ", "U"],
    ["a zombie", "Z    Sun Nov  1 09:05:07 2026    ", "Z"],
    ["in the foreground", "R+   Sun Nov  1 09:05:07 2026    ", "R"],
  ])("is %s by the first letter that macOS's ps prints", (_, line, state) => {
    expect(stateIn(line)).toEqual({ state, start: "Sun Nov  1 09:05:07 2026" });
  });

  it.each(["", "ps: time: keyword not found", "T    Sun Nov  1 09:05"])(
    "is unknown where ps prints %j",
    (line) => {
      expect(stateIn(line)).toBeNull();
    },
  );
});
