import type { JournalEntry } from "../../../domain/Event.ts";
import { type ChildState, childStates } from "../../../domain/tree/State.ts";
import { hasProcess } from "../../../domain/view/childTraits.ts";
import type { ChildStatus, TreeStatus } from "../../../domain/view/Status.ts";

const noProcess = { pid: null, uptime_ms: null, cpu: null, memory: null, kill_at: null } as const;

const isState = (name: string): name is ChildState => childStates.some((state) => state === name);

/**
 * The last status of a daemon that has exited, after an event that it has recorded since. While a daemon answers, its
 * status is requested instead.
 */
export const afterEvent = (status: TreeStatus, entry: JournalEntry): TreeStatus => {
  if (entry.type !== "transition" || !isState(entry.to)) return status;
  const now = { state: entry.to, reason: entry.reason, next_attempt_at: null };
  if (entry.subject === "") return { ...status, ...now };
  const changed = (child: ChildStatus): ChildStatus => {
    if (child.path !== entry.subject) return child;
    const common = { ...now, since: entry.at };
    return hasProcess(child) ? { ...child, ...common, ...noProcess } : { ...child, ...common };
  };
  return { ...status, children: status.children.map(changed) };
};
