import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { SpaceTaken } from "../../src/adapters/node/output/SpaceTaken.ts";

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
  it("is asked for again only when a file is said to have changed", () => {
    const [space, file] = [new SpaceTaken(), written("grows")];
    const before = onDisk(file);
    expect(space.of(file)).toBe(before);
    appendFileSync(file, Buffer.alloc(256 * 1024, 1));
    execFileSync("sync", [file]);
    expect(onDisk(file)).toBeGreaterThan(before);
    expect(space.of(file)).toBe(before);
    space.changed(file);
    expect(space.of(file)).toBe(onDisk(file));
  });

  it("is asked for each time where there is a hole, because that may grow", () => {
    const [space, file] = [new SpaceTaken(), written("has-a-hole")];
    truncateSync(file, 1024 * 1024);
    expect(space.of(file)).toBe(onDisk(file));
    truncateSync(file, 0);
    expect(space.of(file)).toBe(onDisk(file));
    expect(onDisk(file)).toBe(0);
  });

  it("is none for a file that there is not, until there is one", () => {
    const space = new SpaceTaken();
    expect(space.of(join(folder, "later"))).toBe(0);
    expect(space.of(written("later"))).toBeGreaterThan(0);
  });
});
