import type { ChildKind } from "../../../domain/tree/ChildSpec.ts";
import type { ChildState } from "../../../domain/tree/State.ts";
import type { StatusOf } from "../../../domain/view/Status.ts";
import { checkRemark, checkState } from "./checkLine.ts";
import { jobRemark, jobState } from "./jobLine.ts";
import { serviceCells, serviceRemark } from "./serviceLine.ts";
import { supervisorRemark } from "./supervisorLine.ts";

interface Kind<Status> {
  /** The column of the state: of a job and of a check, what it is doing. */
  readonly state: (child: Status) => string;
  /** The columns between state and reason: pid, uptime, restarts, CPU, memory. */
  readonly cells: (child: Status) => ReadonlyArray<string>;
  /** The last column: why the child is in its state. */
  readonly remark: (child: Status, now: number) => string;
}

const ownState = ({ state }: { readonly state: ChildState }): string => state;
const noCells = (): ReadonlyArray<string> => ["", "", "", "", ""];

/** How each kind of child is shown in the lines of a tree. */
const kinds: { readonly [Each in ChildKind]: Kind<StatusOf<Each>> } = {
  service: { state: ownState, cells: serviceCells, remark: serviceRemark },
  check: { state: checkState, cells: noCells, remark: checkRemark },
  supervisor: { state: ownState, cells: noCells, remark: supervisorRemark },
  job: { state: jobState, cells: noCells, remark: jobRemark },
};

export const kindOf = <Each extends ChildKind>({ kind }: { readonly kind: Each }): Kind<StatusOf<Each>> =>
  kinds[kind];
