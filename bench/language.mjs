// Measures what reading and planning a tree of 1,000 children takes: `node bench/language.mjs`. In the same run, by
// turns: bare Node's start, and the YAML library alone over the same text. The children of its daemon are not started.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const turns = 15;
const groups = 100;
const inGroup = 10;
const sentinel = join(root, "dist/sentinel.js");
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const list = (length, make) => Array.from({ length }, (_, index) => make(index));

/** A tree as people write one: groups, a template, and an environment of each child's own. */
const treeWith = (port) => `version: 1
name: bench
templates:
  node:
    autostart: false
    restart: transient
    stop: { timeout: 5s }
    env: { NODE_ENV: production }
children:
${list(
  groups,
  (group) => `  group-${group}:
    strategy: rest_for_one
    autostart: false
    children:
${list(inGroup, (index) => {
  const env = `env: { PORT: "${port + group * inGroup + index}" }`;
  return `      c${index}: { use: node, command: sleep 100000, ${env} }`;
}).join("\n")}`,
).join("\n")}
`;

const folder = mkdtempSync(join(tmpdir(), "sentinel-bench-"));
const home = join(folder, "h");
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const call = (...args) =>
  execFileSync(process.execPath, [sentinel, ...args, "--home", home], { cwd: folder, env, encoding: "utf8" });
const wallOf = (...args) => {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: folder, env, stdio: "ignore" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return performance.now() - began;
};

writeFileSync(join(folder, "sentinel.yaml"), treeWith(3000));
writeFileSync(join(folder, "changed.yaml"), treeWith(13000));
writeFileSync(
  join(folder, "parse.mjs"),
  `import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
createRequire(${JSON.stringify(join(root, "package.json"))})("yaml").parse(readFileSync("changed.yaml", "utf8"));
`,
);

const contenders = {
  bare: ["-e", "0"],
  yaml: ["parse.mjs"],
  validate: [sentinel, "config", "validate", "-f", "changed.yaml"],
  same: [sentinel, "plan", "-f", "sentinel.yaml", "--home", home],
  changed: [sentinel, "plan", "-f", "changed.yaml", "--home", home],
};
const load = loadavg().map((value) => Number(value.toFixed(1)));
const took = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
try {
  call("up", "--detach");
  for (let turn = 0; turn < turns; turn += 1)
    for (const [name, args] of Object.entries(contenders)) took[name].push(wallOf(...args));
} finally {
  call("down");
  rmSync(folder, { recursive: true, force: true });
}

const { bare, yaml, validate, same, changed } = Object.fromEntries(
  Object.entries(took).map(([name, times]) => [name, median(times)]),
);
const row = (what, ms) => {
  const ratios = [bare, yaml].map((other) => `${(ms / other).toFixed(1)} ×`);
  return `| ${[what, `${ms.toFixed(0)} ms`, ...ratios].join(" | ")} |`;
};
console.log(`Node ${process.version}, ${cpus().length} cores, load before the run ${load.join(" ")}`);
console.log(`\`node -e 0\`: ${bare.toFixed(0)} ms; yaml's own parse: ${yaml.toFixed(0)} ms\n`);
console.log("| What | Sentinel | `node -e 0` | yaml's own parse |\n| --- | --- | --- | --- |");
console.log(row(`\`config validate\`, ${groups * inGroup} children, median of ${turns}`, validate));
console.log(row("`plan`, nothing has changed", same));
console.log(row("`plan`, all have changed", changed));
