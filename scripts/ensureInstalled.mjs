// Installs what is missing, and only then: node_modules carries the hash of the lock file it was made from.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const stamp = join(root, "node_modules", ".sentinel-lock");
const hashOf = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const hashOfLockFile = () => hashOf(join(root, "package-lock.json"));

const isInstalled = () => existsSync(stamp) && readFileSync(stamp, "utf8") === hashOfLockFile();

const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
const options = { cwd: root, stdio: ["ignore", 2, 2], env: { JOBS: "max", ...process.env } };

const expectSuccess = (command, status) => {
  if (status === 0) return;
  console.error(
    `npm ${command} failed, see above. It needs the npm registry and, for better-sqlite3, python3, make and a C++ compiler.`,
  );
  process.exit(1);
};

const install = (...more) => expectSuccess("ci", spawnSync("npm", ["ci", ...quiet, ...more], options).status);

/** Install the dependencies, unless they are; ends the process where that fails. */
export const ensureInstalled = () => {
  if (isInstalled()) return;
  console.error("installing the dependencies of package-lock.json (a minute or two, once) …");
  install();
  writeFileSync(stamp, hashOfLockFile());
};

/**
 * The same for what can begin earlier: all modules can be loaded when the call returns, except better-sqlite3, which is
 * compiled by the time that the promise resolves.
 */
export const ensureInstalledAndCompiled = async () => {
  if (isInstalled()) return;
  console.error("installing the dependencies of package-lock.json …");
  install("--ignore-scripts");
  const [status] = await once(spawn("npm", ["rebuild", ...quiet], options), "exit");
  expectSuccess("rebuild", status);
  writeFileSync(stamp, hashOfLockFile());
};
