import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DiskUsage } from "../../src/adapters/node/output/archive/DiskUsage.ts";

const folder = mkdtempSync(join(tmpdir(), "sentinel-space-"));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string): string => {
  const file = join(folder, name);
  writeFileSync(file, Buffer.alloc(64 * 1024, 1));
  // On some file systems a file has its blocks only then.
  execFileSync("sync", [file]);
  return file;
};
const onDisk = (file: string): number => statSync(file).blocks * 512;

describe("the space that files take", () => {
  it("is measured again only if a file is known to have changed", () => {
    const [space, file] = [new DiskUsage(), written("grows")];
    const before = onDisk(file);
    expect(space.of(file)).toBe(before);
    appendFileSync(file, Buffer.alloc(256 * 1024, 1));
    execFileSync("sync", [file]);
    expect(onDisk(file)).toBeGreaterThan(before);
    expect(space.of(file)).toBe(before);
    space.invalidate(file);
    expect(space.of(file)).toBe(onDisk(file));
  });

  it("is measured each time if there is a hole, because that may be filled", () => {
    const [space, file] = [new DiskUsage(), written("has-a-hole")];
    truncateSync(file, 1024 * 1024);
    expect(space.of(file)).toBe(onDisk(file));
    truncateSync(file, 0);
    expect(space.of(file)).toBe(onDisk(file));
    expect(onDisk(file)).toBe(0);
  });

  it("is zero for a missing file, until it exists", () => {
    const space = new DiskUsage();
    expect(space.of(join(folder, "later"))).toBe(0);
    expect(space.of(written("later"))).toBeGreaterThan(0);
  });
});
