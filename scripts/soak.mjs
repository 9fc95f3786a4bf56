// A soak: `node scripts/soak.mjs [--minutes 3] [--children 200] [--lifetime 30]`. Two hundred children crash, print,
// fork and are stopped while their daemon is killed and replaced. Fails when anything was lost or doubled, when more is
// kept than the limits allow, and when daemons grow from one to the next.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, root } from "./ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("./ensureBuilt.mjs");
ensureBuilt();
const { build } = await import("esbuild");

const text = (value) => ({ type: "string", default: value });
const { values } = parseArgs({
  options: { minutes: text("3"), children: text("200"), lifetime: text("30") },
});
const folder = mkdtempSync(join(tmpdir(), "sentinel-soak-"));
// The tests find their programs beside themselves.
const besides = {
  name: "besides",
  setup({ onLoad }) {
    onLoad({ filter: /\/test\/.*\.ts$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises");
      const { dirname } = await import("node:path");
      const source = await readFile(path, "utf8");
      return {
        contents: source.replaceAll("import.meta.dirname", JSON.stringify(dirname(path))),
        loader: "ts",
      };
    });
  },
};
try {
  const outfile = join(folder, "soak.mjs");
  await build({
    entryPoints: [join(root, "test/soak/soak.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    plugins: [besides],
    logLevel: "warning",
  });
  const args = [values.minutes, values.children, values.lifetime];
  process.exitCode = spawnSync(process.execPath, [outfile, ...args], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
