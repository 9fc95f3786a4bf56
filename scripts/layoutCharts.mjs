// Lays out the statecharts of machines/ and writes schema/charts. It starts from the committed layouts, so that a small
// change of a machine changes the picture little; `--afresh` forgets them. `--only CHART`: one of them. `--seeds N` and
// `--moves N`: how long it tries.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { ensureInstalled, root } from "./ensureInstalled.mjs";
import { importTypeScript } from "./importTypeScript.mjs";

ensureInstalled();
const { values: options } = parseArgs({
  options: {
    afresh: { type: "boolean", default: false },
    seeds: { type: "string", default: "8" },
    moves: { type: "string", default: "40000" },
    only: { type: "string" },
  },
});
const numberOf = (name) => {
  const value = Number(options[name]);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`--${name} ${options[name]}: not a positive whole number`);
  process.exit(2);
};
const effort = { seeds: numberOf("seeds"), moves: numberOf("moves") };

/** A line that costs more is a candidate for a stub. */
const stubThreshold = 28;
const { machines, layoutChart, checkLayout } = await importTypeScript("machines/layout/laidOutCharts.ts");
const folder = `${root}/schema/charts`;
mkdirSync(folder, { recursive: true });

const formerOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw new Error(`${file}: ${error.message}; \`--afresh\` does without it`);
  }
};

/** One item of a list a line: small in the diff. */
const format = (layout) =>
  `{\n${Object.entries(layout)
    .map(([key, value]) =>
      Array.isArray(value)
        ? `${JSON.stringify(key)}:[\n${value.map((item) => JSON.stringify(item)).join(",\n")}\n]`
        : `${JSON.stringify(key)}:${JSON.stringify(value)}`,
    )
    .join(",\n")}\n}\n`;

const wanted = machines.filter(({ id }) => options.only === undefined || options.only === id);
if (wanted.length === 0) {
  console.error(
    `--only ${options.only}: no such chart; there are ${machines.map(({ id }) => id).join(", ")}`,
  );
  process.exit(2);
}
let failed = false;
for (const machine of wanted) {
  const file = `${folder}/${machine.id}.json`;
  const began = performance.now();
  const former = options.afresh ? undefined : formerOf(file);
  const { layout, shares } = layoutChart(machine, { ...effort, former });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const text = format(layout);
  writeFileSync(file, text);
  const { crossings, bends, length, cost } = layout.measured;
  const { width, height, states, edges, transitions } = layout;
  const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(
    `${machine.id}: ${width}×${height}, ${states.length} states, ${edges.length} lines, ` +
      `${transitions.length} transitions, ` +
      `${crossings} crossings, ${bends} bends, ${length} px of lines, cost ${cost}, ${seconds} s, ` +
      `${kB(text.length)}, ${kB(gzipSync(text).length)} with gzip`,
  );
  for (const { id, cost } of shares)
    if (cost > stubThreshold) console.log(`  ${id} costs ${cost.toFixed(1)}: a stub (meta.stubs)?`);
  for (const fault of checkLayout(layout, machine)) {
    failed = true;
    console.log(`  fault: ${fault}`);
  }
}
if (failed) process.exitCode = 1;
