import type { Identity } from "./shimStatus.ts";

/** A process, and where it belongs. */
export interface ProcessEntry extends Identity {
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** It has ended, and nobody has asked how yet. */
  readonly isDead: boolean;
}
