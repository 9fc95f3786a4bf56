// Builds dist/ unless it was made from just these sources.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./ensureInstalled.mjs";

const sources = [
  "src",
  "machines",
  "supervisors",
  "api",
  "scripts/build.mjs",
  "package.json",
  "package-lock.json",
];

const filesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : [path];

const fingerprint = () => {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesIn(join(root, source))))
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
};

export const ensureBuilt = () => {
  const stamp = join(root, "dist", ".sources");
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(1);
  writeFileSync(stamp, wanted);
};

/** As a global setup of vitest: built once before the first test of whatever run, so that none sees an old dist/. */
export const setup = ensureBuilt;
