import type { DaemonControl } from "../../api/routes/daemon.ts";
import type { HomeClaim } from "../adapters/node/home/home.ts";
import type { FileProblem } from "../domain/tree/TreeFile.ts";
import type { ViewsSnapshot } from "../domain/view/NodeView.ts";
import { awaitSuccessor } from "./handOver.ts";

/** What the API can request of the process, apart from its exposure. */
export type ProcessControl = Pick<DaemonControl, "leave" | "makeRoom">;

/** How a daemon stops its tree. */
type StopMode = Parameters<DaemonControl["leave"]>[0];

/** How a daemon has ended: stopped as requested, with its children left to another one, or unable to continue. */
export type DaemonEnd =
  | { readonly kind: "stopped" }
  | { readonly kind: "handed over" }
  | { readonly kind: "unable"; readonly why: string };

/** A running daemon: how to stop it, and when it has ended. */
export interface Daemon {
  readonly leave: (mode: StopMode, by: string) => void;
  /** The nodes of its tree; null while another daemon may have it. */
  readonly views: () => ViewsSnapshot | null;
  /** Resolves when its tree is told to stop, by whomever. */
  readonly leaving: Promise<void>;
  readonly left: Promise<DaemonEnd>;
}

/**
 * Why a daemon did not start: it has no tree or no valid settings to start with, another daemon holds the home or it
 * can't be used, it can't listen at the required address, or its native module was built for another Node.
 */
export interface Refused {
  readonly kind: "invalid" | "occupied" | "address" | "module";
  readonly message: string;
}

/** The tree and its API, wired for as long as this process holds the home. */
export interface WiredDaemon {
  /** Stop the tree; resolves when it is down. */
  readonly stop: (mode: StopMode, by: string) => Promise<void>;
  readonly views: () => ViewsSnapshot;
  /** Why the tree differs from its file; null if it does not. */
  readonly problem: () => Promise<FileProblem | null>;
  /** Close everything, the home last. `running`: children keep running for another daemon. */
  readonly close: (leaving: "nothing" | "running") => Promise<void>;
}

/**
 * `first`: this process has just started. `again`: a hand-over has failed; `problem` is the problem with the file
 * before it.
 */
export type StartMode =
  | { readonly kind: "first" }
  | { readonly kind: "again"; readonly problem: FileProblem | null };

/** Who starts the next daemon: the one that asks for the home, or the service manager that started this one. */
export type NextDaemon = "the requester" | "the service manager";

/** Wires the daemon, or returns the reason why it can't. */
type Compose = (claim: HomeClaim, control: ProcessControl, mode: StartMode) => Promise<WiredDaemon | Refused>;

/**
 * The lifecycle of a daemon: start, hand-over to a successor, return to service if the successor does not start, stop.
 * Each period in which it holds the home has a `WiredDaemon` of its own.
 */
export class DaemonLifecycle implements Daemon {
  readonly leaving: Promise<void>;
  readonly left: Promise<DaemonEnd>;
  readonly #home: string;
  readonly #next: NextDaemon;
  readonly #compose: Compose;
  #wired: WiredDaemon | null = null;
  #finish: (end: DaemonEnd) => void = () => undefined;
  #startToLeave: () => void = () => undefined;

  constructor(home: string, next: NextDaemon, compose: Compose) {
    this.#home = home;
    this.#next = next;
    this.#compose = compose;
    this.left = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.leaving = new Promise((resolve) => {
      this.#startToLeave = resolve;
    });
  }

  /** Start to supervise: null. Otherwise the reason why that is impossible. */
  async start(claim: HomeClaim, mode: StartMode): Promise<Refused | null> {
    const control: ProcessControl = {
      leave: (how, by) => this.leave(how, by),
      makeRoom: () => void this.#handOver(),
    };
    const wired = await this.#compose(claim, control, mode);
    if ("kind" in wired) return wired;
    this.#wired = wired;
    return null;
  }

  views(): ViewsSnapshot | null {
    return this.#wired?.views() ?? null;
  }

  leave(mode: StopMode, by: string): void {
    this.#startToLeave();
    void this.#wired
      ?.stop(mode, by)
      .then(() => this.#wired?.close("nothing").then(() => this.#finish({ kind: "stopped" })));
    // During a hand-over there is nothing to stop: the tree belongs to the successor.
    if (this.#wired === null) this.#finish({ kind: "stopped" });
  }

  async #handOver(): Promise<void> {
    const wired = this.#wired;
    this.#wired = null;
    const problem = (await wired?.problem()) ?? null;
    await wired?.close("running");
    // It starts the next one only once this process has ended.
    if (this.#next === "the service manager") return this.#finish({ kind: "handed over" });
    const claim = await awaitSuccessor(this.#home);
    if (claim === null) return this.#finish({ kind: "handed over" });
    const refused = await this.start(claim, { kind: "again", problem });
    if (refused !== null)
      this.#finish({
        kind: "unable",
        why: `no successor took over, and the tree can't be adopted again: ${refused.message}`,
      });
  }
}
