import { type Finding, type Row, well } from "../Finding.ts";

/** The machine's memory. Null: the system does not say. */
export interface MemoryFacts {
  /** Bytes that are left, of the machine or of the control group, whichever has less. */
  readonly memory: { readonly available: number; readonly total: number } | null;
  readonly swap: { readonly free: number; readonly total: number } | null;
  /** Per cent of the last minute in which some process waited for memory (PSI). */
  readonly stalled: number | null;
  /** oom_score_adj, and whose it is. */
  readonly oom: { readonly adjustment: number; readonly of: string } | null;
  /** Where core files go, and how large they may be. */
  readonly cores: { readonly pattern: string; readonly limit: number } | null;
}

const yours = { leaves: "you choose what uses the memory of this machine" };

export const memoryRows = {
  memory: {
    subject: "memory",
    title: "memory",
    worst: "warning",
    finds:
      "less than 5 % of the memory is available, or processes wait for memory more than a tenth of the time: the kernel may end children, or the daemon",
    remedy:
      "End what is not needed, give the machine or the container more memory, or limit the children that grow.",
    fix: yours,
  },
  swap: {
    subject: "memory",
    title: "swap",
    worst: "warning",
    finds: "the swap space is used up and memory is short",
    remedy: "See what takes the memory: `sentinel status` shows that of each child.",
    fix: yours,
  },
  "oom-score": {
    subject: "memory",
    title: "OOM score",
    worst: "warning",
    finds:
      "the kernel would end the daemon before other processes when memory is used up, or could not end its children, which inherit the setting",
    remedy: "Set it where the daemon is started (`OOMScoreAdjust=` in a unit); for the one that runs:",
    fix: { leaves: "how processes rank is decided where the daemon is started" },
  },
  "core-files": {
    subject: "memory",
    title: "core files",
    worst: "warning",
    finds: "each crash of a child writes a core file into its folder, which can fill the disk",
    remedy: "Set `ulimit -c 0` where the daemon is started (`LimitCORE=0` in a unit), unless you want them.",
    fix: { leaves: "you may want core files" },
  },
} as const satisfies Record<string, Row>;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

const short = ({ available, total }: NonNullable<MemoryFacts["memory"]>): boolean => available < total * 0.05;

const judgeAvailable = (memory: NonNullable<MemoryFacts["memory"]>, stalled: number | null): Finding => {
  const isStalled = stalled !== null && stalled > 10;
  const waiting = isStalled
    ? `; processes waited for memory for ${stalled.toFixed(0)} % of the last minute`
    : "";
  return {
    id: "memory",
    found: `${gigabytes(memory.available)} of ${gigabytes(memory.total)} available${waiting}`,
    verdict: short(memory) || isStalled ? "warning" : "ok",
  };
};

const judgeSwap = (
  { free, total }: NonNullable<MemoryFacts["swap"]>,
  memory: MemoryFacts["memory"],
): Finding => {
  if (total === 0) return well("swap", "none");
  const isUsedUp = free < total * 0.1 && memory !== null && memory.available < memory.total * 0.15;
  return {
    id: "swap",
    found: `${gigabytes(free)} of ${gigabytes(total)} free`,
    verdict: isUsedUp ? "warning" : "ok",
    command: "sentinel status",
  };
};

/** From here on, the kernel ends something else instead of a child that grows without limit. */
const nearlyExempt = -900;

const judgeOom = ({ adjustment, of }: NonNullable<MemoryFacts["oom"]>): Finding => {
  const found =
    adjustment > 0
      ? `${of}: +${adjustment}, ended before other processes`
      : adjustment <= nearlyExempt
        ? `${of}: ${adjustment}, and its children inherit it`
        : `${of}: ${adjustment}`;
  const pid = /\d+/.exec(of)?.[0];
  return {
    id: "oom-score",
    found,
    verdict: adjustment > 0 || adjustment <= nearlyExempt ? "warning" : "ok",
    ...(pid === undefined ? {} : { command: `sudo choom -n 0 -p ${pid}` }),
  };
};

const judgeCores = ({ pattern, limit }: NonNullable<MemoryFacts["cores"]>): Finding => {
  const isFile = !pattern.startsWith("|");
  if (limit === 0) return well("core-files", "none are written");
  return {
    id: "core-files",
    found: isFile ? `written as ${pattern}` : "handed to a program",
    verdict: isFile ? "warning" : "ok",
  };
};

/** Judge the memory, and what happens when it is used up. */
export const judgeMemory = ({ memory, swap, stalled, oom, cores }: MemoryFacts): ReadonlyArray<Finding> => [
  ...(memory ? [judgeAvailable(memory, stalled)] : []),
  ...(swap ? [judgeSwap(swap, memory)] : []),
  ...(oom ? [judgeOom(oom)] : []),
  ...(cores ? [judgeCores(cores)] : []),
];
