// Measures what macOS's ways cost, and whether they hold: `node bench/imitation.mjs [--parts restarts,kills,soak]`. Everything
// runs by turns, or at once, on this Linux as it is and in the imitation of macOS (test/macos/imitation): restarts after
// kill -9 of a child, the CPU of an idle daemon with 100 children and of the programs that it starts, a daemon that is
// killed at every step, and the soak. `--inside` is the half that runs there.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { enter, whyNotImitated } from "../scripts/imitation.mjs";
import { now, pause, round, untilRunning } from "./observing.mjs";

const text = (value) => ({ type: "string", default: value });
const { values } = parseArgs({
  options: {
    minutes: text("3"),
    idle: text("60"),
    kills: text("40"),
    parts: text("restarts,kills,soak"),
    inside: { type: "boolean" },
  },
});
const sentinel = join(root, "dist/sentinel.js");
const idle = 100;

/** The one that is killed says its pid as soon as it runs. (The file has `$$` for one `$`.) */
const fileOf = (folder) => `name: bench
intensity: 1000000
defaults: { min_uptime: 0, backoff: none }
children:
  killed: { command: [sh, -c, "echo $$$$ >pid.new; mv pid.new ${folder}/pid; exec sleep 100000"], cwd: ${folder} }
  idle: { command: sleep 100000, replicas: ${idle} }
`;

/** Seconds of CPU that a process has used, and the programs that it has waited for (proc(5)). */
const cpuOf = (pid) => {
  const stat = readFileSync(join(process.env.IMITATION ?? "/", "proc", String(pid), "stat"), "latin1");
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [own, programs] = [fields[11] + fields[12], fields[13] + fields[14]];
  return { own: own / 100, programs: programs / 100 };
};

/** Answers orders, a line each: `kill`, `idle SECONDS`, `end`. */
const inside = async () => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-bench-"));
  const home = join(folder, "h");
  writeFileSync(join(folder, "sentinel.yaml"), fileOf(folder));
  const daemon = spawn(process.execPath, [sentinel, "daemon", "--home", home], {
    cwd: folder,
    stdio: "ignore",
  });
  const told = new Set();
  const watcher = watch(folder, (_, name) => {
    if (name === "pid") for (const resume of told) resume();
  });
  const pidOf = () => Number(readFileSync(join(folder, "pid"), "latin1"));
  const orders = {
    kill: async () => {
      const [pid, began] = [pidOf(), now()];
      process.kill(pid, "SIGKILL");
      while (pidOf() === pid) {
        await Promise.race([new Promise((resume) => told.add(resume)), pause(1000)]);
        told.clear();
      }
      return now() - began;
    },
    idle: async (seconds) => {
      const before = cpuOf(daemon.pid);
      await pause(Number(seconds) * 1000);
      const after = cpuOf(daemon.pid);
      return {
        own: (100 * (after.own - before.own)) / seconds,
        programs: (100 * (after.programs - before.programs)) / seconds,
      };
    },
  };
  await untilRunning(home, idle + 1, { every: 200 });
  const say = (value) => console.log(JSON.stringify(value));
  say("running");
  for await (const line of createInterface({ input: process.stdin })) {
    const [order, argument] = line.split(" ");
    if (order === "end") break;
    say(await orders[order](argument));
  }
  watcher.close();
  spawnSync(process.execPath, [sentinel, "down", "--home", home], { stdio: "ignore" });
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};

/** What runs in a place, and answers. */
const openPlace = async (name, by) => {
  const [program, ...args] = [...by, process.execPath, join(root, "bench/imitation.mjs"), "--inside"];
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await answers.next()).value);
  await answer();
  return {
    name,
    ask: (order) => {
      child.stdin.write(`${order}\n`);
      return answer();
    },
    close: async () => {
      child.stdin.write("end\n");
      await once(child, "exit");
    },
  };
};

const load = () => loadavg()[0].toFixed(1);
const say = (...row) => console.log(`| ${row.join(" | ")} |`);

const percentile = (found, part) => [...found].sort((a, b) => a - b)[Math.floor(found.length * part)];

const compare = async (places, kills, seconds) => {
  const opened = [];
  for (const [name, by] of places) opened.push(await openPlace(name, by));
  await pause(15_000);
  const cpu = await Promise.all(opened.map(({ ask }) => ask(`idle ${seconds}`)));
  const took = opened.map(() => []);
  for (let kill = 0; kill < kills; kill += 1)
    for (const [index, { ask }] of opened.entries()) {
      took[index].push(await ask("kill"));
      await pause(300);
    }
  for (const { close } of opened) await close();
  const [plain, imitated] = took;
  for (const [name, part] of [
    ["p50", 0.5],
    ["p95", 0.95],
  ])
    say(
      `restart after kill -9 of a child, ${name} of ${kills}`,
      ...took.map((found) => `${round(percentile(found, part))} ms`),
      `${round(percentile(imitated, part) / percentile(plain, part))} ×`,
    );
  for (const what of ["own", "programs"])
    say(
      `idle CPU with ${idle} children, ${what === "own" ? "the daemon" : "programs that it starts"}`,
      ...cpu.map((found) => `${round(found[what], 2)} %`),
      cpu[0][what] > 0 ? `${round(cpu[1][what] / cpu[0][what])} ×` : "",
    );
};

/** Whether something succeeds in each place, and how long it takes. */
const holds = (what, places, command) => {
  const outcomes = places.map(([, by]) => {
    const began = now();
    const [program, ...args] = [...by, ...command];
    const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
    if (status !== 0) console.error(stdout);
    return { ok: status === 0, took: (now() - began) / 1000, stdout };
  });
  say(
    what,
    ...outcomes.map(({ ok, took }) => `${ok ? "held" : "**failed**"}, ${round(took, 0)} s`),
    `${round(outcomes[1].took / outcomes[0].took)} ×`,
  );
  return outcomes;
};

if (values.inside) await inside();
ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();
const lacking = whyNotImitated();
if (lacking !== null) throw new Error(lacking);
const places = [
  ["plain Linux", []],
  ["imitation", [enter]],
];
console.log(`Node ${process.version}, ${cpus().length} cores, load ${load()} at the start`);
say("What", ...places.map(([name]) => name), "Ratio");
say("---", "---", "---", "---");
const parts = values.parts.split(",");
if (parts.includes("restarts")) await compare(places, Number(values.kills), Number(values.idle));
if (parts.includes("kills"))
  holds("a daemon that is killed at every step, once each", places, [
    "node_modules/.bin/vitest",
    "run",
    "test/process/daemon-death.test.ts",
  ]);
if (parts.includes("soak")) {
  const soak = ["--minutes", values.minutes, "--children", "40", "--lifetime", "10"];
  const command = [process.execPath, "scripts/soak.mjs", ...soak];
  const outcomes = holds(`soak of ${values.minutes} minutes`, places, command);
  for (const [index, { stdout }] of outcomes.entries()) console.log(`\n${places[index][0]}\n${stdout}`);
}
console.log(`load ${load()} at the end`);
