import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { punchHole, punchProgram } from "../../src/adapters/node/output/retention/punchHole.ts";

const makeFile = (bytes: number): string => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-hole-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "out"), Buffer.alloc(bytes, 1));
  return join(folder, "out");
};

describe("a hole in a file", () => {
  it("is made on macOS by fcntl 99 with 24 bytes: no flags, nothing reserved, the offset and the length", () => {
    // What perl would give to the system is printed instead.
    const shown = 'BEGIN { *CORE::GLOBAL::fcntl = sub { print "$_[1] ", unpack("H*", $_[2]); 1 } }';
    const printed = execFileSync(
      "/usr/bin/perl",
      ["-e", shown, "-e", punchProgram, "--", makeFile(1), "1311768467463790592"],
      { encoding: "latin1" },
    );
    const struct = Buffer.alloc(24);
    struct.writeBigInt64LE(1311768467463790592n, 16);
    expect(printed).toBe(`99 ${struct.toString("hex")}`);
  });

  it("is refused with the system's reason where the file system makes none", () => {
    const refusing = "BEGIN { *CORE::GLOBAL::fcntl = sub { $! = 45; undef } }";
    expect(() =>
      execFileSync("/usr/bin/perl", ["-e", refusing, "-e", punchProgram, "--", makeFile(1), "4096"], {
        stdio: "pipe",
      }),
    ).toThrow(expect.objectContaining({ status: 45 }));
  });

  it("frees what it covers, and leaves size and rest", async () => {
    const file = makeFile(1 << 20);
    const before = statSync(file).blocks;
    await punchHole(file, 900_000);
    const content = readFileSync(file);
    expect(content.length).toBe(1 << 20);
    expect(content.subarray(0, 896_000).every((byte) => byte === 0)).toBe(true);
    expect(content.subarray(900_000).every((byte) => byte === 1)).toBe(true);
    expect(statSync(file).blocks).toBeLessThan(before / 2);
  });

  it("is not made where it would not cover a block", async () => {
    const file = makeFile(10_000);
    await punchHole(file, 4_000);
    expect(
      readFileSync(file)
        .subarray(4_000)
        .every((byte) => byte === 1),
    ).toBe(true);
  });
});
