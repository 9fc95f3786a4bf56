import type { JobNode, ServiceNode } from "../node/node.ts";

/** The reports of a service, by type. */
export type SlotReport =
  | "STARTED"
  | "IGNORED"
  | "STOPPED"
  | "DUE"
  | "START_FAILED"
  | "ENDED"
  | "HELD"
  | "CLEARED";

/** What the nodes of jobs and of their slots need from the jobs of their tree. */
export interface JobsOfTree {
  /** The job's instants count from now on. */
  readonly load: (node: JobNode) => void;
  /** It expects nothing more, and its runs are stopped. */
  readonly unload: (node: JobNode, mode: "ordered" | "brutal") => void;
  /** It goes on where an earlier daemon left it. */
  readonly resume: (node: JobNode) => void;
  /** Its declaration has changed. */
  readonly redeclared: (node: JobNode) => void;
  /** A slot reports to its job, as a service does to its supervisor. */
  readonly slotReported: (slot: ServiceNode, type: SlotReport) => void;
}
