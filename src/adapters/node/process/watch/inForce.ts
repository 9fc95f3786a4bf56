import { readFileSync } from "node:fs";
import { getPriority } from "node:os";
import type { Amount, Limits, ProcessLimit } from "../../../../domain/tree/Limits.ts";
import type { InForce } from "../../../../ports/machine/ProcessSpawner.ts";

/** The names of /proc/PID/limits, and the factor of its unit. */
const kernelNames: Readonly<Record<ProcessLimit, readonly [name: string, factor: number]>> = {
  openFiles: ["Max open files", 1],
  core: ["Max core file size", 1],
  fileSize: ["Max file size", 1],
  stack: ["Max stack size", 1],
  cpuTimeMs: ["Max cpu time", 1000],
  lockedMemory: ["Max locked memory", 1],
  addressSpace: ["Max address space", 1],
};

const amountOf = (text: string, factor: number): Amount =>
  text === "unlimited" ? text : Number(text) * factor;

/** The limits in the text of /proc/PID/limits. */
const limitsIn = (text: string): Limits =>
  Object.fromEntries(
    Object.entries(kernelNames).flatMap(([key, [name, factor]]) => {
      const [, soft, hard] = new RegExp(`^${name} +(\\S+) +(\\S+)`, "m").exec(text) ?? [];
      if (soft === undefined || hard === undefined) return [];
      return [[key, { soft: amountOf(soft, factor), hard: amountOf(hard, factor) }]];
    }),
  );

/** The limits of a process; null where the system does not show them, and for one that is gone. */
const limitsOf = (pid: number): Limits | null => {
  try {
    return limitsIn(readFileSync(`/proc/${pid}/limits`, "latin1"));
  } catch {
    return null;
  }
};

const priorityOf = (pid: number): number | null => {
  try {
    return getPriority(pid);
  } catch {
    return null;
  }
};

/** What the kernel has for a process by itself. */
export const inForce = (pid: number): Omit<InForce, "runLimits"> => ({
  limits: limitsOf(pid),
  nice: priorityOf(pid),
});
