// Measures what becomes of output: throughput to disk with times, against s6-log, PM2 and supervisord (which has no
// times) where they are installed, and how long a line takes to a follower, against `tail -f`.
// `npm run build && node bench/output.mjs`. Talks to its own daemons only. See bench/README.md for where the others
// are looked for.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
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

const told = (name, lines, aWrite, seconds) => {
  console.log(
    `${name}, ${aWrite} lines a write: ${round(lines / 1e4 / seconds)} MB/s, ${Math.round(lines / seconds)} lines/s`,
  );
  return seconds;
};

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
  return told("sentinel", lines, aWrite, (at - began) / 1000);
};

const s6Log = async (lines, aWrite) => {
  const archive = join(folder, `s6-${aWrite}`);
  mkdirSync(archive);
  const began = now();
  const script = `"$0" "$1" ${lines} ${aWrite} | s6-log -b t s20000000 n10 "$2"`;
  await ended(spawn("/bin/sh", ["-c", script, process.execPath, writer, archive], { stdio: "inherit" }));
  return told("s6-log", lines, aWrite, (now() - began) / 1000);
};

/** The last bytes of a file, if it is there. */
const endOf = (file) => {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  // Not there, or rotated away this very moment.
  if (size === 0) return "";
  const bytes = Buffer.alloc(Math.min(size, 100));
  try {
    const descriptor = openSync(file, "r");
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    closeSync(descriptor);
    return bytes.toString("latin1");
  } catch {
    return "";
  }
};

const until = async (holds) => {
  for (const end = now() + 300_000; !holds(); ) {
    if (now() > end) throw new Error("it never came about");
    await new Promise((resume) => setTimeout(resume, 5));
  }
};

const pm2 = async (lines, aWrite) => {
  const place = join(folder, `pm2-${aWrite}`);
  const run = (...args) =>
    execFileSync(programs.PM2, args, { cwd: folder, env: { ...env, PM2_HOME: place }, stdio: "ignore" });
  run("ping");
  try {
    const began = now();
    run(
      "start",
      writer,
      "--name",
      "bench",
      "--no-autorestart",
      "--time",
      "--",
      String(lines),
      String(aWrite),
    );
    await until(() => endOf(join(place, "logs", "bench-out.log")).includes("last line"));
    return told("PM2", lines, aWrite, (now() - began) / 1000);
  } finally {
    run("kill");
  }
};

const supervisord = async (lines, aWrite) => {
  const place = join(folder, `supervisord-${aWrite}`);
  mkdirSync(place);
  const [file, socket, log] = ["conf", "socket", "out"].map((name) => join(place, name));
  writeFileSync(
    file,
    `[unix_http_server]
file=${socket}
[supervisord]
nodaemon=true
pidfile=${place}/pid
logfile=${place}/log
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://${socket}
[program:bench]
command=${process.execPath} ${writer} ${lines} ${aWrite}
autostart=false
autorestart=false
startsecs=0
stdout_logfile=${log}
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=10
`,
  );
  const daemon = spawn(programs.SUPERVISORD, ["-c", file], { cwd: folder, env, stdio: "ignore" });
  const end = ended(daemon);
  try {
    await until(() => statSync(socket, { throwIfNoEntry: false }) !== undefined);
    const began = now();
    const control = programs.SUPERVISORD.replace(/supervisord$/, "supervisorctl");
    execFileSync(control, ["-c", file, "start", "bench"], { env, stdio: "ignore" });
    await until(() => endOf(log).includes("last line"));
    return told("supervisord", lines, aWrite, (now() - began) / 1000);
  } finally {
    daemon.kill();
    await end;
  }
};

/** What Sentinel is compared with: how to measure it, and how to find it. */
const others = [
  ["s6-log", s6Log],
  ["PM2", pm2],
  ["SUPERVISORD", supervisord],
];
const programs = {
  "s6-log": "s6-log",
  PM2: process.env.PM2 ?? "pm2",
  SUPERVISORD: process.env.SUPERVISORD ?? "supervisord",
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
    for (const [other, measure] of others) {
      const path = programs[other];
      if (!has(path)) console.log(`  ${path} is not installed: no comparison`);
      else console.log(`  ratio ${round((await measure(sizes[name], aWrite)) / ours, 2)} × ${other}`);
    }
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
