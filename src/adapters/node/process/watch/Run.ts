import { setTimeout as sleep } from "node:timers/promises";
import { Deferred, Effect, FiberId } from "effect";
import type { Exit, LeftBehind } from "../../../../domain/tree/Exit.ts";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import type { RunEnd, RunningProcess } from "../../../../ports/machine/ProcessSpawner.ts";
import type { TurnQueue } from "../../eventLoop/TurnQueue.ts";
import type { EnforcedLimits } from "../controlGroup/EnforcedLimits.ts";
import { endedAt, shimStatusOnceReadable, unknownExitReason } from "../records/runDirectory.ts";
import type { ProcessIdentity } from "../shim/shimStatus.ts";
import type { ProcessScan, RunIdentity } from "../table/ProcessScan.ts";
import type { ProcessEntry } from "../table/processEntry.ts";
import { commandOf, stateOf, statesNow } from "../table/processTable.ts";
import { inForce } from "./inForce.ts";
import { pollDelays } from "./pollDelays.ts";
import { groupExists, killIfAlive, sendToGroup } from "./send.ts";

/** How often to poll for the death of a process without a shim, in ms: before and after it was asked to stop. */
const unshimmedPollInterval = { idle: 500, asked: 25 };

/** How long SIGKILL may take, in ms; processes still alive then are reported. */
const killTimeout = 5_000;

/** A run whose command exists. */
interface StartedRun {
  readonly identity: RunIdentity;
  readonly directory: string;
  readonly limits: EnforcedLimits;
  readonly stopSignal: string;
  readonly processScan: ProcessScan;
  /** Spreads killing and ending over turns of the event loop, since all runs may end at once. */
  readonly endTurns: TurnQueue;
  readonly crashPoint: CrashPointHook;
  /** Stop watching for readiness. */
  readonly stopWatching: () => void;
}

/**
 * One live run. While its shim lives, the command is not reaped, so its pid, which is also its group's, can't be
 * reused and may be signalled without a check. Without a shim, init may reap it at any moment, and each signal needs
 * an identity check first.
 */
export class Run {
  readonly #end = Deferred.unsafeMake<RunEnd>(FiberId.none);
  readonly #started: StartedRun;
  #stopSignal: string;
  /** What was requested; decides whether descendants get a grace period after the leader's end. */
  #requested: "nothing" | "stop" | "kill" = "nothing";
  #leader: "under its shim" | "without a shim" | "ended" = "under its shim";

  constructor(started: StartedRun) {
    this.#started = started;
    this.#stopSignal = started.stopSignal;
    started.processScan.addRun(started.identity);
    started.processScan.markLive(started.identity.leader.pid, started.identity.mark);
  }

  get process(): Omit<RunningProcess, "ready"> {
    return {
      pid: this.#started.identity.leader.pid,
      inForce: () => ({
        ...inForce(this.#started.identity.leader.pid),
        runLimits: this.#started.limits.inForce,
      }),
      unenforced: () => this.#started.limits.problem,
      end: Deferred.await(this.#end),
      updateSpec: ({ stopSignal, runLimits }) =>
        Effect.sync(() => {
          this.#stopSignal = stopSignal;
          this.#started.limits.update(runLimits);
        }),
      ask: Effect.sync(() => this.#requestStop()),
      kill: Effect.promise(() => this.kill()),
      signal: (name) => Effect.sync(() => this.#signal(name)),
    };
  }

  /** The shim has ended; the leader's pid may be reused from now on. */
  shimEnded(): void {
    this.#leader = "without a shim";
    this.#started.processScan.unmarkLive(this.#started.identity.leader.pid);
  }

  /** Wait for the run's end, as reported by the shim, or by polling if the shim was killed. */
  async finish(): Promise<void> {
    const { identity, directory, limits, processScan, stopWatching } = this.#started;
    const report = async (): Promise<Exit | null> => (await shimStatusOnceReadable(directory)).exit;
    while ((await report()) === null && (await statesNow())(identity.leader) !== "gone") {
      await sleep(unshimmedPollInterval[this.#requested === "nothing" ? "idle" : "asked"]);
    }
    const reported = await report();
    const exit = limits.explained(reported ?? { unknown: unknownExitReason(directory) });
    const at = reported === null ? Date.now() : endedAt(directory);
    this.#started.crashPoint("end.read");
    this.#leader = "ended";
    stopWatching();
    if (this.#requested === "stop") await this.#waitForGroup();
    const { leftBehind, survivors: left } = await this.#sweep();
    const survivors = [...new Set([...left, ...(await limits.end())])];
    const described = leftBehind.length === 0 ? {} : { leftBehind };
    this.#started.crashPoint("end.swept");
    processScan.removeRun(identity);
    Deferred.unsafeDone(this.#end, Effect.succeed({ exit, survivors, endedAt: at, ...described }));
    this.#started.crashPoint("end.reported");
  }

  /**
   * Kill the group and the tree. Their members are collected first, because the chain of parents breaks with the
   * leader's death. Processes forked meanwhile are found by the sweep that follows.
   */
  async kill(): Promise<void> {
    this.#requested = "kill";
    this.#started.crashPoint("kill.scanning");
    const remnants = await this.#remaining();
    await this.#started.endTurns.next();
    this.#started.crashPoint("kill.signalling");
    this.#signal("SIGKILL");
    for (const remnant of remnants ?? []) killIfAlive(remnant);
    this.#started.limits.kill();
    this.#started.crashPoint("kill.signalled");
  }

  #requestStop(): void {
    if (this.#requested === "nothing") this.#requested = "stop";
    this.#started.crashPoint("stop.signalling");
    this.#signal(this.#stopSignal);
    // A stopped process could not handle the signal.
    this.#signal("SIGCONT");
    this.#started.crashPoint("stop.signalled");
  }

  /** After the leader's end only the sweep signals members of the group, each after a check. */
  #signal(name: string): void {
    const { leader } = this.#started.identity;
    if (
      this.#leader === "under its shim" ||
      (this.#leader === "without a shim" && stateOf(leader) === "alive")
    ) {
      sendToGroup(leader.pid, name);
    }
  }

  async #waitForGroup(): Promise<void> {
    const { identity } = this.#started;
    for await (const _ of pollDelays(Number.POSITIVE_INFINITY)) {
      if (this.#requested === "kill" || !groupExists(identity.leader.pid)) return;
      // The group may consist of zombies only.
      const remnants = await this.#remaining();
      if (remnants?.every(({ group }) => group !== identity.leader.pid)) return;
    }
  }

  /**
   * Kill the remaining processes of group and tree, and wait until they are gone; those that can't be killed are
   * returned as survivors.
   */
  async #sweep(): Promise<Pick<Required<RunEnd>, "leftBehind" | "survivors">> {
    let leftBehind: ReadonlyArray<LeftBehind> | null = null;
    let left: ReadonlyArray<ProcessIdentity> = [];
    for await (const _ of pollDelays(killTimeout)) {
      const remnants = await this.#remaining();
      if (remnants) leftBehind ??= this.#requested === "nothing" ? remnants.flatMap(describe) : [];
      if (remnants?.length === 0) return { leftBehind: leftBehind ?? [], survivors: [] };
      left = remnants ?? left;
      for (const remnant of left) killIfAlive(remnant);
    }
    return { leftBehind: leftBehind ?? [], survivors: left.map(({ pid }) => pid) };
  }

  /** The other live processes of the run; null when out of descriptors. */
  #remaining(): Promise<ReadonlyArray<ProcessEntry> | null> {
    return this.#started.processScan.remainingProcesses(this.#started.identity).catch(() => null);
  }
}

/** A process as shown to people; none if it has just gone. */
const describe = ({ pid }: ProcessIdentity): ReadonlyArray<LeftBehind> => {
  const command = commandOf(pid);
  return command === null ? [] : [{ pid, command }];
};
