import { isWithin } from "../../../domain/tree/ChildPath.ts";
import type { ChildState } from "../../../domain/tree/State.ts";
import { isScheduled } from "../../../domain/view/childTraits.ts";
import type { ChildStatus } from "../../../domain/view/Status.ts";

/** The children among these that are slots of jobs: the processes in which their runs go. */
const slotsIn = (children: ReadonlyArray<ChildStatus>): ReadonlySet<ChildStatus> => {
  const slots = new Set<ChildStatus>();
  let job: ChildStatus | null = null;
  // In document order: the slots of a job follow it.
  for (const child of children) {
    if (isScheduled(child)) job = child;
    else if (job !== null && isWithin(job.path, child.path)) slots.add(child);
    else job = null;
  }
  return slots;
};

/** What the tree consists of: all children but the slots of its jobs. How a run of a job has ended is no state of the tree. */
export const withoutSlots = (children: ReadonlyArray<ChildStatus>): ReadonlyArray<ChildStatus> => {
  const slots = slotsIn(children);
  return children.filter((child) => !slots.has(child));
};

const atRest: ReadonlySet<ChildState> = new Set(["stopped", "finished", "failed"]);

/** The children that have a line in a view: of the slots, those in which a run goes. The line of a job has its last run. */
export const shownChildren = (children: ReadonlyArray<ChildStatus>): ReadonlyArray<ChildStatus> => {
  const slots = slotsIn(children);
  return children.filter((child) => !slots.has(child) || !atRest.has(child.state));
};
