import { whyNotStartable } from "../allowed.ts";
import { isLive } from "../states.ts";
import { restarted } from "./byHand.ts";
import { whyHeld } from "./held.ts";
import { type Place, type TreePlaces, withThoseUnder } from "./place.ts";
import { Prospect } from "./prospect.ts";
import type { Touch } from "./touches.ts";

/**
 * What happens, and what follows for the children that depend on those that it happens to: which are restarted
 * (`propagate`), whose starts are held, and whose no longer are. Every start is expected to succeed.
 */
export const withDependants = (touches: ReadonlyArray<Touch>, places: TreePlaces): ReadonlyArray<Touch> => {
  const prospect = new Prospect(touches, places);
  // Each depends on what the ones before it have found.
  for (const follow of [held, propagated, released, left]) {
    const more = follow(prospect, places.dependants(), new Prospect([], places));
    if (more.length > 0) return withDependants([...touches, ...more], places);
  }
  return touches;
};

type Follow = (
  prospect: Prospect,
  dependants: ReadonlyArray<Place>,
  before: Prospect,
) => ReadonlyArray<Touch>;

/** The services that should start, and are held. */
const held: Follow = (prospect) =>
  prospect.started().flatMap((place): ReadonlyArray<Touch> => {
    const because = place.startsProcess ? whyHeld(place, prospect) : null;
    return because === null ? [] : [{ path: place.path, effect: "held", because }];
  });

/** The children that are restarted with, or stopped without, what they depend on. */
const propagated: Follow = (prospect, dependants) =>
  dependants.flatMap((place) => {
    const because = whyPropagated(place, prospect);
    const isRestarted =
      because !== null &&
      !prospect.isMoved(place.path) &&
      whyNotStartable(place, { parent: place.parent, daemon: "running" }) === null &&
      withThoseUnder(place).some(({ path, hasProcess }) => hasProcess && !prospect.isMoved(path));
    return isRestarted ? restarted(place, because) : [];
  });

const whyPropagated = ({ after }: Place, prospect: Prospect): string | null => {
  for (const on of after) {
    const { path, propagate, isMet } = on;
    if (propagate === "stop" && isMet && prospect.isStopped(path))
      return `${path} no longer runs (propagate: stop)`;
    if (propagate === "restart" && prospect.isStarted(path)) return `${path} restarts (propagate: restart)`;
  }
  return null;
};

/** The services that are held now, and that nothing holds any more. */
const released: Follow = (prospect, dependants, before) =>
  dependants.flatMap(withThoseUnder).flatMap((place): ReadonlyArray<Touch> => {
    if (!place.isHeld || prospect.isMoved(place.path) || whyHeld(place, prospect) !== null) return [];
    const reason = whyHeld(place, before);
    return reason === null ? [] : [{ path: place.path, effect: "starts", because: `it ${reason}` }];
  });

/** The children that go on without what they depend on. */
const left: Follow = (prospect, dependants) =>
  dependants.flatMap((place): ReadonlyArray<Touch> => {
    const { path, after, state, isHeld } = place;
    if (prospect.isNamed(path) || isHeld || !isLive(state)) return [];
    const lost = after.find((on) => on.isMet && !prospect.willMeet(on));
    if (lost === undefined) return [];
    return [{ path, effect: "stays", because: `its next start waits for ${lost.path}: ${lost.until}` }];
  });
