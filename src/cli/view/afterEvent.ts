import type { JournalEntry } from "../../domain/Event.ts";
import { type ChildState, childStates } from "../../domain/tree/State.ts";
import type { ChildStatus, TreeStatus } from "../../domain/view/Status.ts";

const noProcess = { pid: null, uptime_ms: null, cpu: null, memory: null, kill_at: null } as const;

const isState = (name: string): name is ChildState => childStates.some((state) => state === name);

/** The status after a later event, for a daemon that has exited and can't be asked. */
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
