import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Preloaded into a Node process, says at SIGUSR2 what is alive on its heap. */
const liveHeap = join(import.meta.dirname, "../../bench/liveHeap.cjs");

/** The imitation of macOS has it elsewhere. */
const proc = join(process.env.IMITATION ?? "/", "proc");

/** How long is waited for an answer, in ms. */
const patience = 20_000;

/** Memory that a process shares with nobody, in MB. (PSS would tell of other Node processes, too, which share pages.) */
export const ownMemoryOf = (pid: number): number =>
  [
    ...readFileSync(join(proc, String(pid), "smaps_rollup"), "latin1").matchAll(/^Private_\w+:\s+(\d+)/gm),
  ].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) / 1024, 0);

export const descriptorsOf = (pid: number): number => readdirSync(join(proc, String(pid), "fd")).length;

/** Have the daemons that are started from now on say to this file what is alive on their heaps. */
export const listenForHeaps = (file: string): void => {
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --require ${liveHeap}`;
  process.env.LIVE_HEAP = file;
};

/** What is alive on a daemon's heap, in MB; null if it does not say so in time. */
export const heapOf = async (pid: number, file: string): Promise<number | null> => {
  rmSync(file, { force: true });
  process.kill(pid, "SIGUSR2");
  for (const end = Date.now() + patience; Date.now() < end; await sleep(50))
    if (existsSync(file)) return Number(readFileSync(file, "latin1")) / 1e6;
  return null;
};
