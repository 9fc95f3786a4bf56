import type { ProcessIdentity } from "../shim/shimStatus.ts";

/** A process with its parent, group and session. */
export interface ProcessEntry extends ProcessIdentity {
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** It has ended and has not been reaped. */
  readonly isDead: boolean;
}
