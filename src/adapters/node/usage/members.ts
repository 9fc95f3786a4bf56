import type { ProcessCounters } from "./ProcessCounters.ts";

/** The mark of a run in the environment of a process; null: it has none, or the system does not show it. */
type MarkOf = (process: ProcessCounters) => string | null;

/**
 * Which processes belong to which run, by the pid of the run's first process: its descendants, those of its group and
 * session, and, after a double fork, those with its mark. `shims`: the parents of the first processes. `others`:
 * processes that belong to none of these runs, shims among them.
 */
export const membersOf = (
  processes: ReadonlyMap<number, ProcessCounters>,
  leaders: ReadonlySet<number>,
  markOf: MarkOf,
): {
  readonly members: ReadonlyMap<number, ReadonlyArray<ProcessCounters>>;
  readonly shims: ReadonlySet<number>;
  readonly others: ReadonlyArray<ProcessCounters>;
} => {
  const [byMark, shims] = [new Map<string, number>(), new Set<number>()];
  for (const pid of leaders) {
    const leader = processes.get(pid);
    if (leader === undefined) continue;
    shims.add(leader.parent);
    const mark = markOf(leader);
    if (mark !== null) byMark.set(mark, pid);
  }
  const known = new Map<number, number | null>();
  const leaderOf = (pid: number): number | null => {
    if (leaders.has(pid)) return pid;
    const found = known.get(pid);
    if (found !== undefined) return found;
    // Until it is found: a pid that was reused during the walk may have made a circle.
    known.set(pid, null);
    const process = processes.get(pid);
    const leader = process === undefined || shims.has(pid) ? null : ofProcess(process);
    known.set(pid, leader);
    return leader;
  };
  const ofProcess = (process: ProcessCounters): number | null => {
    const above = leaderOf(process.parent);
    if (above !== null) return above;
    if (leaders.has(process.group)) return process.group;
    if (leaders.has(process.session)) return process.session;
    const mark = markOf(process);
    return mark === null ? null : (byMark.get(mark) ?? null);
  };

  const members = new Map<number, Array<ProcessCounters>>();
  const others: Array<ProcessCounters> = [];
  for (const process of processes.values()) {
    const leader = leaderOf(process.pid);
    const list = leader === null ? others : members.get(leader);
    if (list) list.push(process);
    else if (leader !== null) members.set(leader, [process]);
  }
  return { members, shims, others };
};
