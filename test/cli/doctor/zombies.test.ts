import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { countUnreapedOrphans } from "../../../src/cli/doctor/collect/zombies.ts";

// R2. `doctor` was content with a process 1 that collects nobody.
it("only zombies whose parent is process 1 are counted", () => {
  const proc = mkdtempSync(join(tmpdir(), "sentinel-proc-"));
  onTestFinished(() => rmSync(proc, { recursive: true }));
  const processes = { 1: "S 0", 7: "Z 1", 8: "Z 1", 9: "Z 7", 10: "S 1" };
  for (const [pid, rest] of Object.entries(processes)) {
    mkdirSync(join(proc, pid));
    writeFileSync(join(proc, pid, "stat"), `${pid} (a ) b) ${rest} 1 1 0\n`);
  }
  mkdirSync(join(proc, "11"));
  mkdirSync(join(proc, "self"));
  expect(countUnreapedOrphans(proc)).toBe(2);
  expect(countUnreapedOrphans(join(proc, "none"))).toBeNull();
});
