// Builds the parts of dist/ that were not made from just these sources.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./ensureInstalled.mjs";

/** The parts of dist/, and what each is made from. */
const parts = {
  program: ["src", "machines", "supervisors", "api", "launchd", "scripts/program"],
  dashboard: [
    "web",
    "src/client/routes.ts",
    "schema/charts",
    "schema/settings.schema.json",
    "schema/sentinel.schema.json",
    "scripts/buildDashboard.mjs",
  ],
};
const ofAll = ["package.json", "package-lock.json", "scripts/notices.mjs"];

const filesIn = (path) => {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
};

const fingerprintOf = (sources) => {
  const hash = createHash("sha256");
  for (const file of [...sources, ...ofAll].flatMap((source) => filesIn(join(root, source))))
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
};

const stampOf = (part) => join(root, "dist", `.${part}-sources`);

export const ensureBuilt = () => {
  const wanted = Object.entries(parts).map(([part, sources]) => [part, fingerprintOf(sources)]);
  const stale = wanted.filter(
    ([part, fingerprint]) =>
      !existsSync(stampOf(part)) || readFileSync(stampOf(part), "utf8") !== fingerprint,
  );
  if (stale.length === 0) return;
  const args = ["scripts/buildParts.mjs", ...stale.map(([part]) => part)];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(1);
  for (const [part, fingerprint] of stale) writeFileSync(stampOf(part), fingerprint);
};

/** As a global setup of vitest: built once before the first test of whatever run, so that none sees an old dist/. */
export const setup = ensureBuilt;

if (process.argv[1]?.endsWith("ensureBuilt.mjs")) ensureBuilt();
