// Measures what becomes of output: throughput to disk with times, against s6-log, and how long a line takes to
// a follower, against `tail -f`. `npm run build && node bench/output.mjs`. Talks to its own daemon only.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const sentinel = join(root, "dist/sentinel.js");
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const now = () => performance.timeOrigin + performance.now();
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const round = (value, digits = 1) => Number(value.toFixed(digits));
const has = (program) => spawnSync(program, ["--help"]).error === undefined;

const folder = mkdtempSync(join(tmpdir(), "sentinel-bench-"));
const home = join(folder, "h");
const call = (...args) =>
  execFileSync(process.execPath, [sentinel, ...args, "--home", home], { cwd: folder, env, encoding: "utf8" });

/** Prints lines of 100 bytes; the first of each write says when it was made. */
const writer = join(folder, "writer.mjs");
writeFileSync(
  writer,
  `import { writeSync } from "node:fs";
const [lines, aWrite, everyMs] = process.argv.slice(2).map(Number);
const line = \`\${"x".repeat(99)}\\n\`;
const stamp = () => String(performance.timeOrigin + performance.now()).padEnd(99, "x") + "\\n";
for (let done = 0; done < lines; done += aWrite) {
  writeSync(1, stamp() + line.repeat(aWrite - 1));
  if (everyMs) await new Promise((resume) => setTimeout(resume, everyMs));
}
writeSync(1, "last line\\n");
`,
);

/** The first line of a program's output that a test accepts, and when it came. */
const firstLine = (child, accepts) =>
  new Promise((resolve) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      const at = now();
      text += chunk;
      const lines = text.split("\n");
      text = lines.pop();
      for (const line of lines) if (accepts(line, at)) resolve(at);
    });
  });

const ended = (child) => new Promise((resolve) => child.on("exit", resolve));

/** From the start of a program to the moment in which all that it has printed is known, with its time. */
const throughput = async (name, lines, aWrite) => {
  const events = spawn(process.execPath, [sentinel, "events", "-f", "--json", "--home", home], { env });
  const started = now();
  await firstLine(events, () => true);
  const over = firstLine(events, (line) => {
    const { subject, to, at } = JSON.parse(line);
    return subject === name && to === "finished" && Date.parse(at) > started;
  });
  const began = now();
  call("start", name, "--no-wait");
  const at = await over;
  events.kill();
  const seconds = (at - began) / 1000;
  console.log(
    `sentinel, ${aWrite} lines a write: ${round(lines / 1e4 / seconds)} MB/s, ${Math.round(lines / seconds)} lines/s`,
  );
  return seconds;
};

const s6Log = async (lines, aWrite) => {
  const archive = join(folder, `s6-${aWrite}`);
  mkdirSync(archive);
  const began = now();
  const script = `"$0" "$1" ${lines} ${aWrite} | s6-log -b t s20000000 n10 "$2"`;
  await ended(spawn("/bin/sh", ["-c", script, process.execPath, writer, archive], { stdio: "inherit" }));
  const seconds = (now() - began) / 1000;
  console.log(
    `s6-log,   ${aWrite} lines a write: ${round(lines / 1e4 / seconds)} MB/s, ${Math.round(lines / seconds)} lines/s`,
  );
  return seconds;
};

/** How long lines take to a follower, in ms. */
const latency = async (follower) => {
  const took = [];
  await firstLine(follower, (line, at) => {
    const printed = Number.parseFloat(line);
    if (printed > 1e12) took.push(at - printed);
    return line.includes("last line");
  });
  follower.kill();
  return { p50: round(quantile(took, 0.5), 2), p99: round(quantile(took, 0.99), 2), lines: took.length };
};

const sizes = { single: 400_000, many: 2_000_000 };
const command = (...args) => JSON.stringify([process.execPath, writer, ...args.map(String)]);
writeFileSync(
  join(folder, "sentinel.yaml"),
  `version: 1
name: bench
defaults: { restart: temporary, autostart: false, min_uptime: 0 }
children:
  single: { command: ${command(sizes.single, 1)} }
  many: { command: ${command(sizes.many, 40)} }
  slow: { command: ${command(300, 1, 20)} }
`,
);

console.log(
  `load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}`,
);
call("up", "--detach");
try {
  for (const [name, aWrite] of [
    ["single", 1],
    ["many", 40],
  ]) {
    const ours = await throughput(name, sizes[name], aWrite);
    if (has("s6-log")) console.log(`  ratio ${round((await s6Log(sizes[name], aWrite)) / ours, 2)} × s6-log`);
    else console.log("  s6-log is not installed: no comparison");
  }
  const follower = spawn(process.execPath, [sentinel, "logs", "slow", "-f", "-n", "0", "--home", home], {
    env,
  });
  await new Promise((resume) => setTimeout(resume, 500));
  call("start", "slow", "--no-wait");
  const file = join(home, "runs", "slow", "1", "out");
  const tail = spawn("tail", ["-n", "+1", "-F", file], { stdio: ["ignore", "pipe", "ignore"] });
  const [ours, plain] = await Promise.all([latency(follower), latency(tail)]);
  console.log(`line to \`sentinel logs -f\`: p50 ${ours.p50} ms, p99 ${ours.p99} ms, ${ours.lines} lines`);
  console.log(`line to \`tail -F\`:          p50 ${plain.p50} ms, p99 ${plain.p99} ms, ${plain.lines} lines`);
  console.log(`  ratio ${round(ours.p50 / plain.p50, 2)} × tail`);
} finally {
  call("down");
  rmSync(folder, { recursive: true, force: true });
}
