import { dirname, join } from "node:path";
import type { MemoryFacts } from "../judge/memory.ts";
import { type KernelFolders, kernelFolders } from "./limits.ts";
import { numberIn, textOf } from "./system.ts";

const bytesIn = (text: string, name: string): number | null => {
  const kilobytes = new RegExp(`^${name}: +(\\d+) kB$`, "m").exec(text)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
};

type Memory = NonNullable<MemoryFacts["memory"]>;

/** What control groups leave of their memory (cgroup v2); caches can be taken from. */
const ofGroups = ({ proc, cgroups }: KernelFolders): ReadonlyArray<Memory> => {
  const path = /^0::(.*)$/m.exec(textOf(`${proc}/self/cgroup`) ?? "")?.[1];
  const upwards = (folder: string): ReadonlyArray<string> =>
    folder.length <= cgroups.length ? [cgroups] : [folder, ...upwards(dirname(folder))];
  return (path === undefined ? [] : upwards(join(cgroups, path))).flatMap((group) => {
    const [total, used] = [numberIn(`${group}/memory.max`), numberIn(`${group}/memory.current`)];
    if (total === null || used === null || total === Number.POSITIVE_INFINITY) return [];
    const cached = Number(/^inactive_file (\d+)$/m.exec(textOf(`${group}/memory.stat`) ?? "")?.[1] ?? 0);
    return [{ total, available: Math.max(0, total - used + cached) }];
  });
};

const ofMachine = (meminfo: string): ReadonlyArray<Memory> => {
  const [available, total] = [bytesIn(meminfo, "MemAvailable"), bytesIn(meminfo, "MemTotal")];
  return available === null || total === null ? [] : [{ available, total }];
};

/** Look at the memory. `daemon`: its pid; without one, this process stands for it. */
export const memoryFacts = (daemon: number | null, folders = kernelFolders): MemoryFacts => {
  const { proc } = folders;
  const meminfo = textOf(`${proc}/meminfo`) ?? "";
  const [free, total] = [bytesIn(meminfo, "SwapFree"), bytesIn(meminfo, "SwapTotal")];
  const stalled = /^some avg10=\S+ avg60=([\d.]+)/m.exec(textOf(`${proc}/pressure/memory`) ?? "")?.[1];
  const adjustment = numberIn(`${proc}/${daemon ?? "self"}/oom_score_adj`);
  const pattern = textOf(`${proc}/sys/kernel/core_pattern`)?.trim();
  const limit = /^Max core file size +(\S+)/m.exec(textOf(`${proc}/${daemon ?? "self"}/limits`) ?? "")?.[1];
  const memory = [...ofMachine(meminfo), ...ofGroups(folders)].sort((a, b) => a.available - b.available)[0];
  return {
    memory: memory ?? null,
    swap: free === null || total === null ? null : { free, total },
    stalled: stalled === undefined ? null : Number(stalled),
    oom:
      adjustment === null
        ? null
        : { adjustment, of: daemon === null ? "this shell" : `the daemon (pid ${daemon})` },
    cores:
      !pattern || limit === undefined
        ? null
        : { pattern, limit: limit === "unlimited" ? Number.POSITIVE_INFINITY : Number(limit) },
  };
};
