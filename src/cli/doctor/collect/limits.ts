import { readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LimitFacts, Usage } from "../judge/limits.ts";
import { namesIn, numberIn, pidsIn, printedBy, textOf } from "./system.ts";

/** Where the kernel tells; elsewhere in tests. */
export interface KernelFolders {
  readonly proc: string;
  readonly cgroups: string;
}

export const kernelFolders: KernelFolders = { proc: "/proc", cgroups: "/sys/fs/cgroup" };

const limitIn = (text: string): number => (text === "unlimited" ? Number.POSITIVE_INFINITY : Number(text));

/** A soft and hard limit of a process (proc_pid_limits(5)); null: not shown. */
const limitsOf = (
  proc: string,
  pid: number | "self",
  name: string,
): { readonly soft: number; readonly hard: number } | null => {
  const [, soft, hard] =
    new RegExp(`^${name} +(\\S+) +(\\S+)`, "m").exec(textOf(`${proc}/${pid}/limits`) ?? "") ?? [];
  return soft === undefined || hard === undefined ? null : { soft: limitIn(soft), hard: limitIn(hard) };
};

/** Where there is no /proc, a shell tells its limits, which are those of this process; dash knows no `-u`. */
const limitsByShell = async (): Promise<Pick<LimitFacts, "descriptors" | "processes">> => {
  const printed =
    (await printedBy("/bin/sh", "-c", "ulimit -Sn; ulimit -Hn; (ulimit -u) 2>/dev/null; true")) ?? "";
  const [soft, hard, processes] = printed.split("\n").map(limitIn);
  return {
    descriptors:
      soft === undefined || hard === undefined ? null : { soft, limit: hard, used: null, of: "this shell" },
    processes:
      processes === undefined || Number.isNaN(processes) || processes === 0
        ? null
        : { limit: processes, used: null, isExempt: process.getuid?.() === 0 },
  };
};

const descriptors = (proc: string, daemon: number | null): LimitFacts["descriptors"] => {
  const found = limitsOf(proc, daemon ?? process.ppid, "Max open files");
  if (found === null) return null;
  const open = daemon === null ? [] : namesIn(`${proc}/${daemon}/fd`);
  return {
    ...{ soft: found.soft, limit: found.hard },
    used: open.length === 0 ? null : open.length,
    of: daemon === null ? "this shell" : "the daemon",
  };
};

/** The processes and threads of a user, which RLIMIT_NPROC counts. */
const threadsOf = (proc: string, uid: number): number =>
  pidsIn(proc).reduce((sum, pid) => {
    const status = textOf(`${proc}/${pid}/status`) ?? "";
    const isOwn = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) === uid;
    return sum + (isOwn ? Number(/^Threads:\s+(\d+)/m.exec(status)?.[1] ?? 1) : 0);
  }, 0);

const processes = (proc: string, daemon: number | null, uid: number): LimitFacts["processes"] => {
  const found = limitsOf(proc, daemon ?? "self", "Max processes");
  return found === null ? null : { limit: found.soft, used: threadsOf(proc, uid), isExempt: uid === 0 };
};

/** The folders of a process's control group and those above it that may limit pids (cgroups(7)). */
const pidFolders = ({ proc, cgroups }: KernelFolders, pid: number | "self"): ReadonlyArray<string> => {
  const lines = (textOf(`${proc}/${pid}/cgroup`) ?? "").split("\n");
  const [, second] = lines.map((line) => /^0::(.*)$/.exec(line)).find(Boolean) ?? [];
  const [, first] =
    lines.map((line) => /^\d+:(?:[^:]*,)?pids(?:,[^:]*)?:(.*)$/.exec(line)).find(Boolean) ?? [];
  const upwards = (root: string, path: string): ReadonlyArray<string> =>
    path === "/" || path === "" ? [root] : [join(root, path), ...upwards(root, dirname(path))];
  return [
    ...(second === undefined ? [] : upwards(cgroups, second)),
    ...(first === undefined ? [] : upwards(join(cgroups, "pids"), first)),
  ];
};

const pids = (folders: KernelFolders, daemon: number | null): LimitFacts["pids"] => {
  const found = pidFolders(folders, daemon ?? "self").flatMap((group) => {
    const [limit, used] = [numberIn(`${group}/pids.max`), numberIn(`${group}/pids.current`)];
    return limit === null || used === null || limit === Number.POSITIVE_INFINITY
      ? []
      : [{ limit, used, group }];
  });
  return found.sort((one, other) => other.used / other.limit - one.used / one.limit)[0] ?? null;
};

const isInotify = (link: string): boolean => {
  try {
    return readlinkSync(link) === "anon_inode:inotify";
  } catch {
    // Closed since, or the process has ended.
    return false;
  }
};

/** The inotify instances of a user's processes, each with its number of watches (proc_pid_fdinfo(5)). */
const watchesOf = (proc: string, uid: number): ReadonlyArray<number> =>
  pidsIn(proc)
    .filter((pid) => Number(/^Uid:\s+(\d+)/m.exec(textOf(`${proc}/${pid}/status`) ?? "")?.[1]) === uid)
    .flatMap((pid) =>
      namesIn(`${proc}/${pid}/fd`)
        .filter((descriptor) => isInotify(`${proc}/${pid}/fd/${descriptor}`))
        .map(
          (descriptor) => (textOf(`${proc}/${pid}/fdinfo/${descriptor}`)?.match(/^inotify /gm) ?? []).length,
        ),
    );

const inotify = (proc: string, uid: number): Pick<LimitFacts, "watches" | "instances"> => {
  const watches = numberIn(`${proc}/sys/fs/inotify/max_user_watches`);
  const instances = numberIn(`${proc}/sys/fs/inotify/max_user_instances`);
  if (watches === null && instances === null) return { watches: null, instances: null };
  const open = watchesOf(proc, uid);
  const usage = (limit: number | null, used: number): Usage | null =>
    limit === null ? null : { limit, used };
  return {
    watches: usage(
      watches,
      open.reduce((sum, one) => sum + one, 0),
    ),
    instances: usage(instances, open.length),
  };
};

/** Look at what the system allows, to the daemon if one runs. */
export const limitFacts = async (daemon: number | null, folders = kernelFolders): Promise<LimitFacts> => {
  const { proc } = folders;
  const uid = process.getuid?.() ?? 0;
  if (textOf(`${proc}/self/limits`) === null)
    return { ...(await limitsByShell()), pids: null, watches: null, instances: null };
  return {
    descriptors: descriptors(proc, daemon),
    processes: processes(proc, daemon, uid),
    pids: pids(folders, daemon),
    ...inotify(proc, uid),
  };
};
