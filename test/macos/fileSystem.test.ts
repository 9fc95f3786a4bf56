import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fileSystemIn } from "../../src/home/fileSystem.ts";

const mounted = readFileSync(join(import.meta.dirname, "fixtures/other/mount.txt"), "utf8");

// Regression: statfs's f_type was compared with Linux's numbers, so that a home on a network passed `sentinel doctor`.
it.each([
  ["/Users/example/.sentinel/shop", { name: "apfs", isNetwork: false }],
  ["/Volumes/Backup", { name: "hfs", isNetwork: false }],
  ["/Volumes/share", { name: "smbfs", isNetwork: true }],
  ["/Volumes/share/homes/shop", { name: "smbfs", isNetwork: true }],
  ["/Volumes/share-2", { name: "apfs", isNetwork: false }],
])("%s is on the innermost file system that macOS has mounted above it", (path, expected) => {
  expect(fileSystemIn(mounted, path)).toEqual(expected);
});

it("a file system is unknown where mount does not print it in this form", () => {
  expect(fileSystemIn("/dev/sda1 on / type ext4 (rw,relatime)\n", "/home")).toEqual({
    name: "unknown",
    isNetwork: false,
  });
});
