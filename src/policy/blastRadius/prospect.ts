import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { TouchedEffect } from "../../domain/view/Touched.ts";
import { type Place, type PlaceDependency, type Places, withThoseUnder } from "./place.ts";
import { merged, type Touch } from "./touches.ts";

/** Whether a node is down or up after something that happened to it; null: as before. */
const standings: Readonly<Record<TouchedEffect, "down" | "up" | null>> = {
  stops: "down",
  fails: "down",
  removed: "down",
  held: "down",
  starts: "up",
  restarts: "up",
  signalled: null,
  reloaded: null,
  added: null,
  stays: null,
};

/** What the nodes will have come to after what is known to happen, if every start succeeds. */
export class Prospect {
  readonly #places: Places;
  readonly #effects: ReadonlyMap<ChildPath, TouchedEffect>;

  constructor(touches: ReadonlyArray<Touch>, places: Places) {
    this.#places = places;
    this.#effects = new Map(merged(touches).map(({ path, effect }) => [path, effect]));
  }

  #standingOf(path: ChildPath): "down" | "up" | null {
    const effect = this.#effects.get(path);
    return effect === undefined ? null : standings[effect];
  }

  /** Whether something is known of a node, if only that nothing happens to it. */
  isNamed(path: ChildPath): boolean {
    return this.#effects.has(path);
  }

  /** Whether a node is stopped or started. */
  isMoved(path: ChildPath): boolean {
    return this.#standingOf(path) !== null;
  }

  /** Whether a node is started, for the first time or again. */
  isStarted(path: ChildPath): boolean {
    return this.#standingOf(path) === "up";
  }

  /** Whether a node is stopped, be it to be started again. */
  isStopped(path: ChildPath): boolean {
    return this.isMoved(path) && this.#effects.get(path) !== "starts";
  }

  started(): ReadonlyArray<Place> {
    return [...this.#effects.keys()]
      .filter((path) => this.isStarted(path))
      .flatMap((path) => this.#places.get(path) ?? []);
  }

  /** Whether a dependency will be met. */
  willMeet({ path, until, isMet }: PlaceDependency): boolean {
    const standing = this.#standingOf(path);
    if (standing === "down") return false;
    const place = this.#places.get(path);
    const below = until === "started" || place === undefined ? [] : withThoseUnder(place);
    if (below.some((one) => this.isHeld(one))) return false;
    if (standing === "up" || isMet) return true;
    // A supervisor that is up waits only for those under it that are held.
    return until === "ready" && place?.state === "running" && below.some(({ isHeld }) => isHeld);
  }

  /** Whether the start of a service, or of one before it, will be held. */
  isHeld({ path, isHeld }: Place): boolean {
    return this.#effects.get(path) === "held" || (isHeld && !this.isMoved(path));
  }
}
