import type { ChildPath } from "./ChildPath.ts";
import type { Strategy } from "./ChildSpec.ts";
import type { Health as ChildHealth, ChildState, Wanted } from "./State.ts";
import type { FileProblem } from "./TreeFile.ts";
import type { Health } from "./Vitals.ts";

/** How a run ended, for people and scripts (CLI.md, `last_exit`). */
export interface LastExit {
  readonly run: number;
  readonly code: number | null;
  readonly signal: string | null;
  readonly reason: string;
  readonly at: string;
}

interface CommonStatus {
  readonly path: ChildPath;
  readonly state: ChildState;
  readonly wanted: Wanted;
  /** Since when it is in this state; ISO 8601. */
  readonly since: string;
  /** Why it is in this state, in a few words. */
  readonly reason: string;
  /** When the next start is tried, where one is due. */
  readonly next_attempt_at: string | null;
}

export interface SupervisorStatus extends CommonStatus {
  readonly kind: "supervisor";
  readonly strategy: Strategy;
  readonly intensity: number;
  readonly period_ms: number;
  readonly restarts_in_period: number;
}

export interface ServiceStatus extends CommonStatus {
  readonly kind: "service";
  readonly health: ChildHealth;
  readonly pid: number | null;
  readonly run: number | null;
  /** Automatic restarts so far, over all daemons that had this tree. */
  readonly restarts: number;
  readonly uptime_ms: number | null;
  /** Cores in use, 1 = one core. */
  readonly cpu: number | null;
  /** Bytes of resident memory. */
  readonly memory: number | null;
  readonly last_exit: LastExit | null;
  /** What it has said last on standard error, while it has failed. */
  readonly last_words?: string | null;
  /** While stopping: when the polite request turns into SIGKILL. */
  readonly kill_at: string | null;
}

export type ChildStatus = SupervisorStatus | ServiceStatus;

/** `sentinel status --json` (CLI.md). `children` in document order, a parent before its children. */
export interface TreeStatus {
  readonly name: string;
  readonly revision: string;
  readonly state: ChildState;
  readonly reason: string;
  readonly next_attempt_at: string | null;
  /** The file that the daemon goes by, and why the tree is not as it says; null where it is. Older daemons don't tell. */
  readonly file?: { readonly source: string; readonly problem: FileProblem | null };
  readonly daemon: {
    readonly pid: number;
    readonly version: string;
    readonly started_at: string;
    /** How it is itself; read every ten seconds. */
    readonly health?: Health;
  };
  readonly children: ReadonlyArray<ChildStatus>;
}
