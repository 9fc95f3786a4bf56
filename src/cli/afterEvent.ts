import type { JournalEntry } from "../domain/Event.ts";
import { type ChildState, childStates } from "../domain/State.ts";
import type { ChildStatus, TreeStatus } from "../domain/Status.ts";

const noProcess = { pid: null, uptime_ms: null, cpu: null, memory: null, kill_at: null } as const;

const isState = (name: string): name is ChildState => childStates.some((state) => state === name);

/** The status as it is after an event that it does not know of yet: a daemon that has ended can't be asked. */
export const afterEvent = (status: TreeStatus, entry: JournalEntry): TreeStatus => {
  if (entry.type !== "transition" || !isState(entry.to)) return status;
  const now = { state: entry.to, reason: entry.reason, next_attempt_at: null };
  if (entry.subject === "") return { ...status, ...now };
  const changed = (child: ChildStatus): ChildStatus => {
    if (child.path !== entry.subject) return child;
    const common = { ...now, since: entry.at };
    return child.kind === "supervisor" ? { ...child, ...common } : { ...child, ...common, ...noProcess };
  };
  return { ...status, children: status.children.map(changed) };
};
