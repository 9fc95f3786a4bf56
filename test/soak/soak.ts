/**
 * Minutes of life with two hundred children that print (some of them loudly), crash, fork and are stopped, while their daemon is killed
 * and replaced again and again. Samples what the daemon itself uses, and at the end keeps the account that
 * test/process/daemon-death keeps. Arguments: minutes, children, seconds of a daemon's life. See scripts/soak.mjs.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { steps } from "../../src/domain/Step.ts";
import { openAccount } from "../process/death/account.ts";
import { type Mortal, makeMortalWorld } from "../process/death/mortalWorld.ts";
import { readNotes } from "../process/death/notes.ts";

const [minutes = 3, children = 200, lifetime = 30] = process.argv.slice(2).map(Number);

/** What a daemon uses, some seconds into its life. */
interface Sample {
  /** Minutes of the soak. */
  readonly at: number;
  /** Seconds since this daemon was started. */
  readonly age: number;
  readonly megabytes: number;
  readonly descriptors: number;
}

const sampleOf = (pid: number, at: number, age: number): Sample => ({
  at,
  age,
  megabytes: Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]) / 1024,
  descriptors: readdirSync(`/proc/${pid}/fd`).length,
});

const mean = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Least squares: how much `of` grows in a unit of `by`, and the standard error of that. */
const slope = (
  samples: ReadonlyArray<Sample>,
  of: (one: Sample) => number,
  by: (one: Sample) => number,
): { readonly slope: number; readonly error: number } => {
  const [x, y] = [mean(samples.map(by)), mean(samples.map(of))];
  const spread = mean(samples.map((one) => (by(one) - x) ** 2));
  const slope = mean(samples.map((one) => (by(one) - x) * (of(one) - y))) / spread;
  const rest = mean(samples.map((one) => (of(one) - y - slope * (by(one) - x)) ** 2));
  return { slope, error: Math.sqrt(rest / spread / (samples.length - 2)) };
};

const pick = <Item>(items: ReadonlyArray<Item>): Item | undefined =>
  items[Math.floor(Math.random() * items.length)];

const steady = Math.floor(children * 0.4);
const forking = Math.floor(children * 0.1);
const loud = Math.ceil(children * 0.02);
const crashing = children - steady - forking - loud - 7;
const world = makeMortalWorld({ steady, forking, crashing, loud });
const account = openAccount(world);
const samples: Array<Sample> = [];
const began = Date.now();
const minute = (): number => (Date.now() - began) / 60_000;
const counts = { killed: 0, diedAtAStep: 0, replaced: 0, notReplaced: 0, stops: 0 };

/** Live with a daemon for a while: stop and restart what comes to mind, look at the files, take samples. */
const live = async (daemon: Mortal, seconds: number): Promise<void> => {
  const start = Date.now();
  const age = (): number => (Date.now() - start) / 1000;
  const dead = daemon.end.then(() => "dead" as const);
  while (age() < seconds && minute() < minutes) {
    if ((await Promise.race([dead, sleep(2_000)])) === "dead") return;
    const path = `steady#${1 + Math.floor(Math.random() * steady)}`;
    const { code } = await world.sentinel(pick(["restart", "stop"]) ?? "", path);
    await world.sentinel("start", path);
    if (code === 0) counts.stops += 1;
    account.look();
    // In the first minute a daemon still grows to its size.
    if (age() > Math.min(60, lifetime / 4)) samples.push(sampleOf(daemon.pid, minute(), age()));
  }
};

/** What the loud ones have printed since each was last started, in MB; what is archived of it is a hole by now. */
const loudMegabytes = (): number => {
  const runs = join(world.home, "runs");
  const files = readdirSync(runs)
    .filter((name) => name.startsWith("loud"))
    .flatMap((name) => readdirSync(join(runs, name)).map((run) => join(runs, name, run, "out")));
  return files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
};

const per = (unit: string, of: (one: Sample) => number, by: (one: Sample) => number): string => {
  const { slope: growth, error } = slope(samples, of, by);
  return `${growth.toFixed(2)} ± ${error.toFixed(2)} ${unit} a minute`;
};
const range = (of: (one: Sample) => number): string =>
  `${Math.min(...samples.map(of)).toFixed(1)} to ${Math.max(...samples.map(of)).toFixed(1)}`;
const megabytes = (one: Sample): number => one.megabytes;
const descriptors = (one: Sample): number => one.descriptors;
const age = (one: Sample): number => one.age / 60;

/** What the daemons have used: said before the account is made, which may fail. */
const tellUsage = (): void =>
  console.log(`
daemon's memory (PSS): ${range(megabytes)} MB in ${samples.length} samples
  within a daemon's life: ${per("MB", megabytes, age)}
  from daemon to daemon: ${per("MB", megabytes, (one) => one.at)}
daemon's descriptors: ${range(descriptors)}; within a daemon's life: ${per("descriptors", descriptors, age)}`);

/** The whole of it; what was wrong, and how many lives there were. */
const soak = async () => {
  let daemon = world.begin();
  await world.isUp();
  while (minute() < minutes) {
    await live(daemon, lifetime * (0.5 + Math.random()));
    const how = pick(["kill", "step", "replace"]);
    if (how === "replace") {
      const next = world.begin(undefined, "--replace");
      // A hand-over that fails leaves the old one in charge.
      const leaves = await Promise.race([daemon.end.then(() => "old"), next.end.then(() => "new")]);
      if (leaves === "old") {
        daemon = next;
        counts.replaced += 1;
      } else counts.notReplaced += 1;
    } else {
      await daemon.kill();
      counts.killed += 1;
      if (how === "step") {
        const mortal = world.begin(`${pick(steps.filter((step) => !/^(hand-over|apply)/.test(step)))}:1`);
        if ((await Promise.race([mortal.end, sleep(20_000)])) === "SIGKILL") counts.diedAtAStep += 1;
        await mortal.kill();
      }
      daemon = world.begin();
    }
    console.log(
      `minute ${minute().toFixed(1)}: ${readNotes(world.notes).lives.length} lives, ${JSON.stringify(counts)}`,
    );
  }
  await daemon.kill();
  const loudly = loudMegabytes();
  tellUsage();
  const wrongs = await account.close();
  return { wrongs, loudly, lives: readNotes(world.notes).lives.length };
};

const { wrongs, lives, loudly } = await soak().finally(() => world.leave());
console.log(`
${minutes} minutes, ${children} children, ${lives} lives, ${JSON.stringify(counts)}; ${loudly.toFixed(0)} MB printed by the loud ones
wrong: ${wrongs.length}
${wrongs.slice(0, 50).join("\n")}`);
process.exit(wrongs.length === 0 ? 0 : 1);
