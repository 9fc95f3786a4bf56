// Measures how a daemon takes up what an earlier one has left, and what a shim costs: `node bench/adoption.mjs`; add
// `--large` for 1,000 children. In the same run: bare Node's start, and its way of having as many processes again.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import {
  fileOf,
  longestHold,
  median,
  now,
  pause,
  round,
  untilAnswered,
  untilRunning,
  whenClaimed,
} from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();
const { build } = await import("esbuild");

const sentinel = join(root, "dist/sentinel.js");
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
  writeFileSync(join(folder, "sentinel.yaml"), fileOf(count));
  const daemon = (...flags) =>
    spawn(process.execPath, [...flags, sentinel, "daemon", "--home", home], {
      cwd: folder,
      env: { ...process.env, LOOP_GAPS: gaps },
      stdio: "ignore",
    });
  const took = { bare: [], answer: [], claimed: [], stall: [], work: [] };
  let last = daemon();
  try {
    const before = await untilRunning(home, count);
    await pause(2000);
    for (let time = 0; time < times; time += 1) {
      last.kill("SIGKILL");
      await once(last, "exit");
      await pause(500);
      took.bare.push(await bareStart());
      writeFileSync(gaps, "");
      const began = now();
      last = daemon("--require", join(root, "bench/loopGaps.cjs"));
      const [claimed, answered] = await Promise.all([whenClaimed(home), untilAnswered(home)]);
      took.answer.push(answered - began);
      const after = await untilRunning(home, count);
      if (after.join() !== before.join()) throw new Error("not the same processes");
      await pause(3000);
      took.claimed.push(claimed - began);
      const hold = longestHold(gaps, claimed, answered);
      took.stall.push(hold.length);
      took.work.push(hold.work);
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
      `work in it: ${round(median(took.work))} ms, worst ${round(Math.max(...took.work))} ms`,
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
          import { parseEnvFile } from "./src/config/read/parseEnvFile.ts";
          import { ProcessSpawner } from "./src/ports/machine/ProcessSpawner.ts";
          import { serviceFrom } from "./src/config/read/serviceFrom.ts";
          export const open = async (home) => {
            const context = await Effect.runPromise(Effect.scoped(Layer.build(layer({ home, parseEnvFile }))));
            const spawner = Context.get(context, ProcessSpawner);
            const spec = serviceFrom("one", { argv: ["/bin/true"] }, home, "one_for_one");
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
