import type { JobTally } from "../job/JobTally.ts";
import type { ChildPath } from "../tree/ChildPath.ts";
import type { ChildKind, Strategy } from "../tree/ChildSpec.ts";
import type { Port } from "../tree/ports.ts";
import type { Health as ChildHealth, ChildState, Wanted } from "../tree/State.ts";
import type { Tally } from "../tree/Tally.ts";
import type { FileProblem } from "../tree/TreeFile.ts";
import type { CommandName } from "./commandNames.ts";
import type { DaemonHealth } from "./DaemonStats.ts";
import type { JobFields } from "./JobView.ts";
import type {
  CheckView,
  DueTimer,
  JobView,
  LastExit,
  ProbeView,
  ServiceView,
  SupervisorView,
} from "./NodeView.ts";

interface CommonStatus {
  readonly path: ChildPath;
  readonly state: ChildState;
  /** The nested state of its chart, such as `stopping.killing`; older daemons don't report it. */
  readonly value?: string;
  readonly wanted: Wanted;
  /** When it entered this state; ISO 8601. */
  readonly since: string;
  /** Why it is in this state, in a few words. */
  readonly reason: string;
  /** When the next start is due; null if none is. */
  readonly next_attempt_at: string | null;
  /** The timers of its chart that are set; older daemons don't report them. */
  readonly due?: ReadonlyArray<DueTimer>;
  /** The commands that are not refused now; older daemons don't report them. */
  readonly allowed?: ReadonlyArray<CommandName>;
}

/** A child that is not running although its supervisor is. */
export interface NotRunning {
  readonly path: ChildPath;
  readonly state: ChildState;
  readonly reason: string;
}

/** The parts of a supervisor's status that are not in its view: they depend on the time, or on its descendants. */
export interface SupervisorReadings {
  /** The number of restarts that count towards its intensity now. */
  readonly restarts_in_period: number;
  /** For a running supervisor: its descendants that are not running. Omitted if all are. */
  readonly degraded?: ReadonlyArray<NotRunning>;
}

export interface SupervisorStatus extends CommonStatus, SupervisorReadings {
  readonly kind: "supervisor";
  readonly strategy: Strategy;
  readonly intensity: number;
  readonly period_ms: number;
}

/** The parts of a service's status that are not in its view: they are measured. */
export interface ServiceReadings {
  readonly uptime_ms: number | null;
  /** Cores that its process and all descendants use, 1 = one core. */
  readonly cpu: number | null;
  /** Seconds of CPU time used by them since its start; older daemons omit it. */
  readonly cpu_seconds?: number | null;
  /** Bytes of their resident memory. A page that several of them share counts for each. */
  readonly memory: number | null;
  /** The number of its descendants, wherever they are; older daemons omit it. */
  readonly descendants?: number | null;
  /** Their open file descriptors; null if the system does not report them. Older daemons omit it. */
  readonly open_files?: number | null;
}

export interface ServiceStatus extends CommonStatus, ServiceReadings {
  readonly kind: "service";
  /** The ports that it listens on; omitted if it declares none. Without a run, those that are declared by number. */
  readonly ports?: ReadonlyArray<Port>;
  readonly health: ChildHealth;
  readonly pid: number | null;
  readonly run: number | null;
  /** Automatic restarts so far, over all daemons that had this tree. */
  readonly restarts: number;
  /** Its probes; omitted if it declares none. */
  readonly probes?: ReadonlyArray<ProbeView>;
  /** What does not work although it is declared, such as the watch of its files; omitted if all does. */
  readonly notices?: ReadonlyArray<string>;
  readonly last_exit: LastExit | null;
  /** While it has failed: the line of its last output that best explains the failure. */
  readonly last_words?: string | null;
  /** Why limits of all its processes together are not enforced; omitted if all that are declared are. */
  readonly unenforced?: string;
  /** Until its start is complete: the condition, and its timeout in ms (null: none). Older daemons omit it. */
  readonly ready?: { readonly when: string; readonly timeout_ms: number | null };
  /** While stopping: when SIGKILL follows the stop signal. */
  readonly kill_at: string | null;
}

export interface CheckStatus
  extends CommonStatus,
    Pick<
      CheckView,
      | "health"
      | "check"
      | "failures"
      | "fail_after"
      | "last_report_at"
      | "expected_at"
      | "deadline_at"
      | "open_runs"
      | "paused_until"
    > {
  readonly kind: "check";
}

/** What a job has come to so far, by outcome; the status does not show it. */
export type JobCounts = Pick<JobTally, "instants" | "runs">;

/** A job is measured in its slots; all of its status is in its view. */
export interface JobStatus extends CommonStatus, Omit<JobFields, "path"> {
  readonly kind: "job";
}

export type ChildStatus = SupervisorStatus | ServiceStatus | CheckStatus | JobStatus;
export type StatusOf<Kind extends ChildKind> = Extract<ChildStatus, { readonly kind: Kind }>;

/** How a daemon is reached over TCP. */
export interface ExposureView {
  /** For clients on its machine; null: it is not reached over TCP. */
  readonly url: string | null;
  /** For other clients, if it is behind a reverse proxy. */
  readonly public_url?: string;
  /** The SHA-256 fingerprint of its certificate, if it has one. */
  readonly tls_fingerprint?: string;
}

/** `sentinel status --json` (CLI.md). `children` in document order, a parent before its children. */
export interface TreeStatus {
  readonly name: string;
  readonly revision: string;
  readonly state: ChildState;
  readonly reason: string;
  readonly next_attempt_at: string | null;
  /** The commands to the tree as a whole that are not refused now; older daemons don't report them. */
  readonly allowed?: ReadonlyArray<CommandName>;
  /** For a running tree: its descendants that are not running. Omitted if all are. */
  readonly degraded?: ReadonlyArray<NotRunning>;
  /** The file that the daemon follows, and why the tree does not match it; null if it does. Older daemons omit it. */
  readonly file?: { readonly source: string; readonly problem: FileProblem | null };
  /** Older daemons omit how they are reached. */
  readonly daemon: Partial<ExposureView> & {
    readonly pid: number;
    readonly version: string;
    readonly started_at: string;
    /** The health of the daemon itself, checked every ten seconds. */
    readonly health?: DaemonHealth;
  };
  readonly children: ReadonlyArray<ChildStatus>;
}

/**
 * A child's status in two parts: its view, the same object until the child changes, and the readings, made for each
 * request. `tally`: its counts, which the status does not show.
 */
export interface ServicePart {
  readonly kind: "service";
  readonly view: ServiceView;
  readonly readings: ServiceReadings;
  readonly tally: Tally;
}
export interface SupervisorPart {
  readonly kind: "supervisor";
  readonly view: SupervisorView;
  readonly readings: SupervisorReadings;
  readonly tally: Tally;
}
export interface CheckPart {
  readonly kind: "check";
  readonly view: CheckView;
  readonly tally: Tally;
}
export interface JobPart {
  readonly kind: "job";
  readonly view: JobView;
  readonly counted: JobCounts;
  readonly tally: Tally;
}
export type StatusPart = ServicePart | SupervisorPart | CheckPart | JobPart;
export type PartOf<Kind extends ChildKind> = Extract<StatusPart, { readonly kind: Kind }>;

/** The parts of a tree's status. */
export interface StatusParts {
  readonly tree: Omit<TreeStatus, "children">;
  readonly children: ReadonlyArray<StatusPart>;
}

/** The parts of a whole tree, including the root. */
export interface WholeStatusParts extends StatusParts {
  readonly root: SupervisorPart;
}
