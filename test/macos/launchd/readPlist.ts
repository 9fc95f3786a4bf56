import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why property lists can't be read here; null if they can. */
export const lacksPlistutil =
  spawnSync("plistutil", ["--version"]).error === undefined
    ? null
    : "plistutil (Debian's libplist-utils) is not installed";

const toJson = "import json, plistlib, sys; json.dump(plistlib.load(open(sys.argv[1], 'rb')), sys.stdout)";

/** A property list as libplist reads it: converted to its binary form, and that to JSON. Throws if it is none. */
export const readPlist = (text: string): unknown => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-plist-"));
  try {
    const [xml, binary] = [join(folder, "xml"), join(folder, "binary")];
    writeFileSync(xml, text);
    execFileSync("plistutil", ["-i", xml, "-o", binary, "-f", "bin"]);
    return JSON.parse(execFileSync("python3", ["-c", toJson, binary], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
