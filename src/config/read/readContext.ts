import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import type { Located, Position } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import type { Dependencies } from "./dependencies.ts";
import type { SharedByJobs } from "./job/calendars.ts";
import type { EnvironmentSources } from "./service/environment.ts";
import type { PortClaims } from "./service/ports.ts";
import type { Supervisor } from "./supervised.ts";

/** The context in which a child is read. */
export interface ReadContext extends EnvironmentSources {
  readonly report: Report;
  /** The path of the child, or of the supervisor whose children are read. */
  readonly path: ChildPath;
  readonly ports: PortClaims;
  readonly dependencies: Dependencies;
  /** The pools and calendars of the tree. */
  readonly shared: SharedByJobs;
  /** Reserves a number of instances; false if that exceeds the limit, which is reported. */
  readonly reserveInstances: (instances: number, at: Position) => boolean;
  readonly supervisor: Supervisor;
}

/** Reads the children of a supervisor, in document order. Invalid children are reported and omitted. */
export type ReadChildren = (
  children: Located | undefined,
  supervisor: Pick<SupervisorSpec, "autoShutdown" | "strategy">,
  context: ReadContext,
) => ReadonlyArray<ChildSpec>;
