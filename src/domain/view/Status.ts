import type { ChildPath } from "../tree/ChildPath.ts";
import type { ChildKind, Strategy } from "../tree/ChildSpec.ts";
import type { Port } from "../tree/ports.ts";
import type { Health as ChildHealth, ChildState, Wanted } from "../tree/State.ts";
import type { Tally } from "../tree/Tally.ts";
import type { FileProblem } from "../tree/TreeFile.ts";
import type { CommandName } from "./commandNames.ts";
import type { DaemonHealth } from "./DaemonStats.ts";
import type { DueTimer, LastExit, ServiceView, SupervisorView } from "./NodeView.ts";

interface CommonStatus {
  readonly path: ChildPath;
  readonly state: ChildState;
  /** The nested state of its chart, such as `stopping.killing`; older daemons don't report it. */
  readonly value?: string;
  readonly wanted: Wanted;
  /** Since when it is in this state; ISO 8601. */
  readonly since: string;
  /** Why it is in this state, in a few words. */
  readonly reason: string;
  /** When the next start is tried, where one is due. */
  readonly next_attempt_at: string | null;
  /** The timers of its chart that are set; older daemons don't report them. */
  readonly due?: ReadonlyArray<DueTimer>;
  /** The commands that are not refused now; older daemons don't report them. */
  readonly allowed?: ReadonlyArray<CommandName>;
}

/** A child that does not run, though its supervisor does. */
export interface NotRunning {
  readonly path: ChildPath;
  readonly state: ChildState;
  readonly reason: string;
}

/** What of a supervisor's status its view does not have: it depends on the time, or on those below. */
export interface SupervisorReadings {
  /** Restarts that count towards its intensity now. */
  readonly restarts_in_period: number;
  /** While it is running: what at or under its children does not run. Left out where all does. */
  readonly degraded?: ReadonlyArray<NotRunning>;
}

export interface SupervisorStatus extends CommonStatus, SupervisorReadings {
  readonly kind: "supervisor";
  readonly strategy: Strategy;
  readonly intensity: number;
  readonly period_ms: number;
}

/** What of a service's status its view does not have: it is measured. */
export interface ServiceReadings {
  readonly uptime_ms: number | null;
  /** Cores in use, 1 = one core. */
  readonly cpu: number | null;
  /** Seconds of CPU time that its process has used since it was started; older daemons don't tell. */
  readonly cpu_seconds?: number | null;
  /** Bytes of resident memory. */
  readonly memory: number | null;
}

export interface ServiceStatus extends CommonStatus, ServiceReadings {
  readonly kind: "service";
  /** What it listens on; left out where it declares no ports. Of a run that is not there, those that are declared by number. */
  readonly ports?: ReadonlyArray<Port>;
  readonly health: ChildHealth;
  readonly pid: number | null;
  readonly run: number | null;
  /** Automatic restarts so far, over all daemons that had this tree. */
  readonly restarts: number;
  readonly last_exit: LastExit | null;
  /** Of what it has said last, the line that explains most, while it has failed. */
  readonly last_words?: string | null;
  /** Until its start is complete: what that takes, and within how many ms (null: any). Older daemons don't tell. */
  readonly ready?: { readonly when: string; readonly timeout_ms: number | null };
  /** While stopping: when the polite request turns into SIGKILL. */
  readonly kill_at: string | null;
}

export type ChildStatus = SupervisorStatus | ServiceStatus;
export type StatusOf<Kind extends ChildKind> = Extract<ChildStatus, { readonly kind: Kind }>;

/** How a daemon is reached over TCP. */
export interface ExposureView {
  /** For clients on its machine; null: not over TCP. */
  readonly url: string | null;
  /** For others, where it is behind a reverse proxy. */
  readonly public_url?: string;
  /** The SHA-256 fingerprint of its certificate, where it has one. */
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
  /** While it is running: what of it does not run. Left out where all does. */
  readonly degraded?: ReadonlyArray<NotRunning>;
  /** The file that the daemon goes by, and why the tree is not as it says; null where it is. Older daemons don't tell. */
  readonly file?: { readonly source: string; readonly problem: FileProblem | null };
  /** Older daemons don't tell how they are reached. */
  readonly daemon: Partial<ExposureView> & {
    readonly pid: number;
    readonly version: string;
    readonly started_at: string;
    /** How it is itself; read every ten seconds. */
    readonly health?: DaemonHealth;
  };
  readonly children: ReadonlyArray<ChildStatus>;
}

/**
 * A child's status in two parts: its view, the same object until something of the child changes, and what is read anew each
 * time. `tally`, which the status does not show: what has been counted of it.
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
export type StatusPart = ServicePart | SupervisorPart;
export type PartOf<Kind extends ChildKind> = Extract<StatusPart, { readonly kind: Kind }>;

/** A tree's status before its parts are put together. */
export interface StatusParts {
  readonly tree: Omit<TreeStatus, "children">;
  readonly children: ReadonlyArray<StatusPart>;
}

/** The parts of a whole tree, the root among them. */
export interface WholeStatusParts extends StatusParts {
  readonly root: SupervisorPart;
}
