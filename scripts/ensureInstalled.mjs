// Installs what is missing, and only then: node_modules carries the hash of the lock file it was made from.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const hashOf = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

export const ensureInstalled = () => {
  const stamp = join(root, "node_modules", ".sentinel-lock");
  const wanted = hashOf(join(root, "package-lock.json"));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("installing the dependencies of package-lock.json (a minute or two, once) …");
  // Not `npm ci`: it refuses a lock file that leaves out optional packages of other platforms, and npm leaves
  // them out where a registry does not have them all. `--no-save` keeps the versions and the file as they are.
  const { status } = spawnSync(
    "npm",
    ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: ["ignore", 2, 2],
    },
  );
  if (status !== 0) {
    console.error(
      "npm install has failed, see above. It needs the npm registry and, for better-sqlite3, python3, make and a C++ compiler.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
};
