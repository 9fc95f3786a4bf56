import type { ServiceNode, SupervisorNode } from "../node/node.ts";

/** What supervisors grant everything below them, and how much of it is used. */
export interface QuotasOfTree {
  /** A run of a service begins. */
  readonly began: (node: ServiceNode) => void;
  /** The bytes that are used below a supervisor; null if they are not limited, or not known yet. */
  readonly memoryOf: (node: SupervisorNode) => number | null;
  /** The automatic restarts below a supervisor that count now; null if they are not limited. */
  readonly restartsOf: (node: SupervisorNode) => number | null;
}
