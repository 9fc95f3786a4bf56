import { setTimeout as sleep } from "node:timers/promises";
import { crashPoints } from "../../src/ports/home/CrashPoints.ts";
import type { Mortal, MortalWorld } from "../process/death/mortalWorld.ts";
import { pick } from "./pick.ts";

/** A daemon in charge, and when it began, in ms since 1970. */
export interface Reign {
  readonly daemon: Mortal;
  readonly began: number;
}

/** Those that a daemon passes without being asked for anything. */
const unasked = crashPoints.filter((point) => !/^(hand-over|apply)/.test(point));

/** How long is waited for a daemon that is to die at a crash point, in ms. */
const patience = 20_000;

/** One daemon after the other in a home, each ended in another way. */
export class Reigns {
  readonly counts = { killed: 0, diedAtCrashPoint: 0, replaced: 0, notReplaced: 0 };
  readonly #world: MortalWorld;

  constructor(world: MortalWorld) {
    this.#world = world;
  }

  begin(...more: ReadonlyArray<string>): Reign {
    return { daemon: this.#world.begin(undefined, ...more), began: Date.now() };
  }

  /** End this one somehow; the one that is in charge then. */
  next(reign: Reign): Promise<Reign> {
    return pick([() => this.#replace(reign), () => this.#kill(reign), () => this.#dieAtCrashPoint(reign)])();
  }

  async #kill({ daemon }: Reign): Promise<Reign> {
    await daemon.kill();
    this.counts.killed += 1;
    return this.begin();
  }

  /** A hand-over that fails leaves the old one in charge. */
  async #replace(old: Reign): Promise<Reign> {
    const next = this.begin("--replace");
    const left = await Promise.race([old.daemon.end.then(() => old), next.daemon.end.then(() => next)]);
    this.counts[left === old ? "replaced" : "notReplaced"] += 1;
    return left === old ? next : old;
  }

  async #dieAtCrashPoint({ daemon }: Reign): Promise<Reign> {
    await daemon.kill();
    this.counts.killed += 1;
    const mortal = this.#world.begin(`${pick(unasked)}:1`);
    if ((await Promise.race([mortal.end, sleep(patience)])) === "SIGKILL") this.counts.diedAtCrashPoint += 1;
    await mortal.kill();
    return this.begin();
  }
}
