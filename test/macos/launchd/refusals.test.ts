import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Circumstances,
  causesOfRefusal,
  volumeWithoutOwners,
} from "../../../launchd/launchd/refusals.ts";

const mounted = readFileSync(join(import.meta.dirname, "../fixtures/other/mount.txt"), "utf8");

/** Nothing is wrong that can be seen. */
const unsuspicious: Circumstances = {
  label: "sentinel.shop",
  target: "gui/501/sentinel.shop",
  definition: "/Users/example/Library/LaunchAgents/sentinel.shop.plist",
  file: { uid: 501, mode: 0o644 },
  owner: 501,
  fault: null,
  isDisabled: false,
  loaded: null,
  isStopping: false,
  volumeWithoutOwners: null,
};

const told = (differs: Partial<Circumstances>): ReadonlyArray<readonly [string, boolean]> =>
  causesOfRefusal({ ...unsuspicious, ...differs }).map(({ what, remedy, passes }) => [
    `${what}; ${remedy}`,
    passes,
  ]);

describe("launchd's 5: Input/output error", () => {
  it("has no cause that can be seen if nothing is wrong", () => {
    expect(told({})).toEqual([]);
  });

  it("means that the service is loaded already", () => {
    expect(told({ loaded: 7301 })).toEqual([
      [expect.stringContaining("is loaded already, with pid 7301; `sentinel service restart`"), true],
    ]);
    expect(told({ loaded: "idle" })).toEqual([[expect.stringContaining("is loaded already; "), true]]);
  });

  it("means that the last daemon is still stopping", () => {
    expect(told({ loaded: 7301, isStopping: true })).toEqual([
      [expect.stringContaining("still stopping"), true],
    ]);
  });

  it("means that it is disabled", () => {
    expect(told({ isDisabled: true })).toEqual([
      [expect.stringContaining("launchctl enable gui/501/sentinel.shop"), false],
    ]);
  });

  it("means that the plist belongs to somebody else", () => {
    expect(told({ file: { uid: 502, mode: 0o644 } })).toEqual([
      [expect.stringContaining("belongs to user 502"), false],
    ]);
    expect(told({ owner: 0 })).toEqual([[expect.stringContaining("sudo chown root:wheel"), false]]);
  });

  it("means that others may write to the plist", () => {
    for (const mode of [0o664, 0o646])
      expect(told({ file: { uid: 501, mode } })).toEqual([[expect.stringContaining("chmod 644"), false]]);
  });

  it("means that the plist is not valid, or is not there", () => {
    expect(told({ fault: "no closing tag" })).toEqual([
      [expect.stringContaining("is not valid: no closing tag"), false],
    ]);
    expect(told({ file: null })).toEqual([[expect.stringContaining("is not there"), false]]);
  });

  it("means that the volume of the plist ignores owners", () => {
    expect(told({ volumeWithoutOwners: "/Volumes/Backup" })).toEqual([
      [expect.stringContaining("diskutil enableOwnership /Volumes/Backup"), false],
    ]);
  });

  it("may have several at once", () => {
    expect(told({ isDisabled: true, file: { uid: 501, mode: 0o666 }, loaded: 7301 })).toHaveLength(3);
  });
});

describe("a volume that ignores owners", () => {
  it("is found by the path of what is on it", () => {
    expect(volumeWithoutOwners(mounted, "/Volumes/Backup/Library/a.plist")).toBe("/Volumes/Backup");
    expect(volumeWithoutOwners(mounted, "/Volumes/Backups/a.plist")).toBeNull();
    expect(volumeWithoutOwners(mounted, "/Users/example/Library/a.plist")).toBeNull();
    expect(volumeWithoutOwners("", "/Users/example/a.plist")).toBeNull();
  });
});
