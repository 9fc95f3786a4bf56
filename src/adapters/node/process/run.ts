import { setTimeout as sleep } from "node:timers/promises";
import { Deferred, Effect, FiberId } from "effect";
import type { Exit } from "../../../domain/Exit.ts";
import { passing } from "../../../domain/Step.ts";
import type { RunEnd, RunningProcess } from "../../../ports/ProcessSpawner.ts";
import { looks } from "./looks.ts";
import type { ProcessEntry } from "./processEntry.ts";
import { lifeOf } from "./processTable.ts";
import { endedAt, readShimStatus } from "./runDirectory.ts";
import { groupExists, killIfAlive, sendToGroup } from "./send.ts";
import type { Identity } from "./shimStatus.ts";
import type { Kin, Survey } from "./survey.ts";
import type { Turns } from "./turns.ts";

/** How often the death of a process without a shim is looked for, in ms: before and after it was asked to end. */
const unshimmedLook = { idle: 500, asked: 25 };

/** How long SIGKILL may take, in ms; what is alive then is reported. */
const killPatience = 5_000;

/** What a run is made of, once its command exists. */
interface Started {
  readonly kin: Kin;
  readonly directory: string;
  readonly stopSignal: string;
  readonly survey: Survey;
  /** The turns in which runs are killed and come to their end, since all of them may do so at once. */
  readonly endings: Turns;
  /** Stop looking out for readiness. */
  readonly stopWatching: () => void;
}

/**
 * One live run. While its shim lives, the command has not been reaped, so its pid, which is the group's
 * number too, can't belong to anybody else: it may be signalled unchecked. Without a shim it is init that
 * reaps it, at any moment, and each signal needs a look at its identity first.
 */
export class Run {
  readonly #end = Deferred.unsafeMake<RunEnd>(FiberId.none);
  readonly #started: Started;
  #stopSignal: string;
  /** What we have asked of it; decides what its descendants are granted after its leader has ended. */
  #asked: "nothing" | "stop" | "kill" = "nothing";
  #leader: "under its shim" | "without a shim" | "ended" = "under its shim";

  constructor(started: Started) {
    this.#started = started;
    this.#stopSignal = started.stopSignal;
    started.survey.follow(started.kin);
    started.survey.live(started.kin.leader.pid, started.kin.mark);
  }

  get process(): Omit<RunningProcess, "ready"> {
    return {
      pid: this.#started.kin.leader.pid,
      end: Deferred.await(this.#end),
      goBy: ({ stopSignal }) =>
        Effect.sync(() => {
          this.#stopSignal = stopSignal;
        }),
      ask: Effect.sync(() => this.#ask()),
      kill: Effect.promise(() => this.kill()),
      signal: (name) => Effect.sync(() => this.#signal(name)),
    };
  }

  /** The shim has just ended; from now on nobody keeps the leader's number for it. */
  shimGone(): void {
    this.#leader = "without a shim";
    this.#started.survey.notLive(this.#started.kin.leader.pid);
  }

  /** Bring the run to its end: by what the shim has reported, or without, because it was killed itself. */
  async finish(): Promise<void> {
    const { kin, directory, survey, stopWatching } = this.#started;
    const report = (): Exit | null => readShimStatus(directory).exit;
    while (report() === null && lifeOf(kin.leader) !== "gone") {
      await sleep(unshimmedLook[this.#asked === "nothing" ? "idle" : "asked"]);
    }
    const reported = report();
    const exit = reported ?? { unknown: "the shim that waited for it was killed" };
    const at = reported === null ? Date.now() : endedAt(directory);
    passing("end.read");
    this.#leader = "ended";
    stopWatching();
    if (this.#asked === "stop") await this.#grantDescendantsTheirGrace();
    const survivors = await this.#sweep();
    passing("end.swept");
    survey.unfollow(kin);
    Deferred.unsafeDone(this.#end, Effect.succeed({ exit, survivors, endedAt: at }));
    passing("end.told");
  }

  /**
   * Kill group and tree. Who belongs to it is found out first, because the chain of parents breaks with the
   * leader's death. What forks meanwhile is found by the sweep that follows.
   */
  async kill(): Promise<void> {
    this.#asked = "kill";
    passing("kill.looking");
    const remnants = await this.#remnants();
    await this.#started.endings.next();
    passing("kill.sending");
    this.#signal("SIGKILL");
    for (const remnant of remnants ?? []) killIfAlive(remnant);
    passing("kill.sent");
  }

  #ask(): void {
    if (this.#asked === "nothing") this.#asked = "stop";
    passing("stop.asking");
    this.#signal(this.#stopSignal);
    // A stopped process could not act on the signal.
    this.#signal("SIGCONT");
    passing("stop.asked");
  }

  /** After the leader's end the group is the sweep's business, which looks at each member. */
  #signal(name: string): void {
    const { leader } = this.#started.kin;
    if (
      this.#leader === "under its shim" ||
      (this.#leader === "without a shim" && lifeOf(leader) === "alive")
    ) {
      sendToGroup(leader.pid, name);
    }
  }

  async #grantDescendantsTheirGrace(): Promise<void> {
    const { kin } = this.#started;
    for await (const _ of looks(Number.POSITIVE_INFINITY)) {
      if (this.#asked === "kill" || !groupExists(kin.leader.pid)) return;
      // The group may consist of zombies only; that takes a closer look.
      const remnants = await this.#remnants();
      if (remnants?.every(({ group }) => group !== kin.leader.pid)) return;
    }
  }

  /** Kill what is left of group and tree, and wait until it is gone; what can't be killed is returned. */
  async #sweep(): Promise<ReadonlyArray<number>> {
    let left: ReadonlyArray<Identity> = [];
    for await (const _ of looks(killPatience)) {
      const remnants = await this.#remnants();
      if (remnants?.length === 0) return [];
      left = remnants ?? left;
      for (const remnant of left) killIfAlive(remnant);
    }
    return left.map(({ pid }) => pid);
  }

  /** Who else of the run lives; null when the system doesn't let us look now, for want of descriptors. */
  #remnants(): Promise<ReadonlyArray<ProcessEntry> | null> {
    return this.#started.survey.remnantsOf(this.#started.kin).catch(() => null);
  }
}
