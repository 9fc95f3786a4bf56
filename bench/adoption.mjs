// Measures how a daemon takes up what an earlier one has left, and what a shim costs: `node bench/adoption.mjs`; add
// `--large` for 1,000 children. In the same run: bare Node's start, and its way of having as many processes again.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();
const { build } = await import("esbuild");

const sentinel = join(root, "dist/sentinel.js");
const now = () => performance.timeOrigin + performance.now();
const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value, digits = 1) => Number(value.toFixed(digits));
const rows = [];
const say = (...row) => {
  rows.push(row);
  console.error(row.join(" | "));
};

const bareStart = async () => {
  const began = now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
  return now() - began;
};

/** What a supervisor does that can't adopt: all of them once more, eight at a time. */
const bareAgain = async (count) => {
  const began = now();
  const children = [];
  while (children.length < count) {
    const batch = Array.from({ length: Math.min(8, count - children.length) }, () =>
      spawn("sleep", ["100000"], { stdio: "ignore", detached: true }),
    );
    children.push(...batch);
    await Promise.all(batch.map((child) => once(child, "spawn")));
  }
  const took = now() - began;
  for (const child of children) child.kill("SIGKILL");
  return took;
};

const statusOf = (home) =>
  new Promise((resolve) => {
    const asked = request({ socketPath: join(home, "sentinel.sock"), path: "/api/v1/status" }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve(JSON.parse(text)));
    });
    asked.on("error", () => resolve(null));
    asked.end();
  });

const runningIn = (status) =>
  status?.children.filter(({ kind, state }) => kind === "service" && state === "running") ?? [];

/** Until somebody listens: that is when all is taken up. To ask for the status meanwhile would hold the loop. */
const untilAnswered = async (home) => {
  for (;;) {
    const isThere = await new Promise((resolve) => {
      const socket = connect(join(home, "sentinel.sock"), () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (isThere) return now();
    await pause(5);
  }
};

const untilRunning = async (home, count) => {
  for (;;) {
    const status = await statusOf(home);
    if (runningIn(status).length === count) return status;
    await pause(5);
  }
};

/** Proportional and private memory of a process, kB. */
const memoryOf = (pid) => {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const kB = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)[1]);
  return { pss: kB("Pss"), own: kB("Private_Clean") + kB("Private_Dirty") };
};

const shimsOf = (home) =>
  readdirSync(join(home, "runs")).flatMap((child) => {
    const status = readFileSync(join(home, "runs", child, "1/status"), "latin1");
    const pid = /^shim (\d+)/m.exec(status)?.[1];
    return pid ? [pid] : [];
  });

const adoption = async (count, times) => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-adoption-"));
  const [home, gaps] = [join(folder, "h"), join(folder, "gaps")];
  const yaml = `version: 1\nname: bench\nintensity: 1000000\nchildren:\n  many: { command: sleep 100000, replicas: ${count}, min_uptime: 0, intensity: 1000000 }\n`;
  writeFileSync(join(folder, "sentinel.yaml"), yaml);
  const daemon = (...flags) =>
    spawn(process.execPath, [...flags, sentinel, "daemon", "--home", home], {
      cwd: folder,
      env: { ...process.env, LOOP_GAPS: gaps },
      stdio: "ignore",
    });
  const took = { bare: [], answer: [], claimed: [], stall: [] };
  let last = daemon();
  try {
    const before = runningIn(await untilRunning(home, count)).map(({ pid }) => pid);
    await pause(2000);
    for (let time = 0; time < times; time += 1) {
      last.kill("SIGKILL");
      await once(last, "exit");
      await pause(500);
      took.bare.push(await bareStart());
      writeFileSync(gaps, "");
      const began = now();
      last = daemon("--require", join(root, "bench/loopGaps.cjs"));
      const answered = await untilAnswered(home);
      took.answer.push(answered - began);
      const after = runningIn(await untilRunning(home, count)).map(({ pid }) => pid);
      if (after.join() !== before.join()) throw new Error("not the same processes");
      await pause(3000);
      const claimed = statSync(join(home, "daemon.json")).mtimeMs;
      took.claimed.push(claimed - began);
      const held = readFileSync(gaps, "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split(" ").map(Number));
      took.stall.push(
        Math.max(
          0,
          ...held.flatMap(([at, length]) =>
            at + length > claimed && at < answered ? [Math.min(length, at + length - claimed)] : [],
          ),
        ),
      );
    }
    const again = await bareAgain(count);
    const [answer, bare] = [median(took.answer), median(took.bare)];
    say(
      `${count} children: start of the daemon to all taken up`,
      `${round(answer)} ms`,
      `node -e 0: ${round(bare)} ms`,
      `${round(answer / bare)} ×`,
    );
    say(
      `${count} children: of that, after the home was claimed`,
      `${round(answer - median(took.claimed))} ms`,
      `bare Node, spawning as many: ${round(again)} ms`,
      `${round((answer - median(took.claimed)) / again, 2)} ×`,
    );
    say(
      `${count} children: longest hold of the event loop after the claim`,
      `${round(median(took.stall))} ms, worst of ${times}: ${round(Math.max(...took.stall))} ms`,
      "",
      "",
    );
    const memory = shimsOf(home).map(memoryOf);
    say(
      `${count} shims: memory of one`,
      `${round(median(memory.map(({ pss }) => pss)), 0)} kB PSS, ${round(median(memory.map(({ own }) => own)), 0)} kB of its own`,
      "",
      "",
    );
  } finally {
    last.kill("SIGKILL");
    await once(last, "exit").catch(() => undefined);
    last = daemon();
    await untilRunning(home, count);
    execFileSync(process.execPath, [sentinel, "down", "--now", "--home", home], { stdio: "ignore" });
    rmSync(folder, { recursive: true, force: true });
  }
};

/** From the order to the news of the end, of a command that does nothing: through a shim and directly, in turn. */
const costOfShim = async (times) => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-shim-"));
  try {
    const outfile = join(folder, "one.mjs");
    await build({
      stdin: {
        contents: `
          import { Context, Effect, Layer } from "effect";
          import { layer } from "./src/adapters/node/ProcessSpawner.ts";
          import { ProcessSpawner } from "./src/ports/ProcessSpawner.ts";
          import { serviceFrom } from "./src/config/serviceFrom.ts";
          export const open = async (home) => {
            const context = await Effect.runPromise(Effect.scoped(Layer.build(layer({ home }))));
            const spawner = Context.get(context, ProcessSpawner);
            const spec = serviceFrom("one", { argv: ["/bin/true"] }, home);
            return (run) => Effect.runPromise(Effect.flatMap(spawner.spawn({ path: "one", run, spec }), ({ end }) => end));
          };`,
        resolveDir: root,
        loader: "ts",
      },
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
    });
    const { open } = await import(outfile);
    const run = await open(join(folder, "h"));
    const took = { direct: [], shim: [] };
    for (let turn = 1; turn <= times; turn += 1) {
      const began = now();
      await once(spawn("/bin/true", { stdio: "ignore", detached: true }), "exit");
      const between = now();
      const { exit } = await run(turn);
      took.shim.push(now() - between);
      took.direct.push(between - began);
      if (exit.code !== 0) throw new Error(JSON.stringify(exit));
    }
    const [direct, shim] = [median(took.direct), median(took.shim)];
    say(
      `a run of /bin/true, order to end, median of ${times}`,
      `${round(shim)} ms`,
      `spawn alone: ${round(direct)} ms`,
      `${round(shim / direct)} ×`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const load = loadavg().map((value) => round(value, 2));
await costOfShim(200);
await adoption(100, 5);
if (process.argv.includes("--large")) await adoption(1000, 3);
console.log(`Node ${process.version}, ${cpus().length} cores, load before the run ${load.join(" ")}\n`);
console.log("| What | Sentinel | Against | Ratio |\n| --- | --- | --- | --- |");
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
process.exit(0);
