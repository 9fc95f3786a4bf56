import type { ChildKind } from "../../../domain/tree/ChildSpec.ts";
import type { StatusOf } from "../../../domain/view/Status.ts";
import { checkRemark } from "./checkLine.ts";
import { jobRemark } from "./jobLine.ts";
import { serviceCells, serviceRemark } from "./serviceLine.ts";
import { supervisorRemark } from "./supervisorLine.ts";

interface Kind<Status> {
  /** The columns between state and reason: pid, uptime, restarts, CPU, memory. */
  readonly cells: (child: Status) => ReadonlyArray<string>;
  /** The last column: why the child is in its state. */
  readonly remark: (child: Status, now: number) => string;
}

/** How each kind of child is shown in the lines of a tree. */
const kinds: { readonly [Each in ChildKind]: Kind<StatusOf<Each>> } = {
  service: { cells: serviceCells, remark: serviceRemark },
  check: { cells: () => ["", "", "", "", ""], remark: checkRemark },
  supervisor: { cells: () => ["", "", "", "", ""], remark: supervisorRemark },
  job: { cells: () => ["", "", "", "", ""], remark: jobRemark },
};

export const kindOf = <Each extends ChildKind>({ kind }: { readonly kind: Each }): Kind<StatusOf<Each>> =>
  kinds[kind];
