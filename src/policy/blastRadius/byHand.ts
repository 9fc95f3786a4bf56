import { join } from "../../domain/tree/ChildPath.ts";
import { displayName } from "../allowed.ts";
import { commandText } from "../messages/probe.ts";
import { scaleInstances } from "../plan/replicas.ts";
import { endsPauseOfGroup } from "../restart/group.ts";
import { isLive } from "../states.ts";
import { companionsOf, isStoppable, startsOf, stopsOf } from "./orders.ts";
import { idsIn, type Place, placesOf, withThoseUnder } from "./place.ts";
import type { Touch } from "./touches.ts";

/** What a stop by hand does. */
export const stoppedByHand = (place: Place): ReadonlyArray<Touch> => {
  if (isStoppable(place)) return stopsOf(place, "stopped by hand");
  return [{ path: place.path, effect: "stays", because: `it is ${place.state}, and stays down` }];
};

/** What a start by hand does. */
export const startedByHand = (place: Place): ReadonlyArray<Touch> => {
  const { path, state } = place;
  if (state === "running" || state === "starting")
    return [{ path, effect: "stays", because: `it is ${state} already` }];
  return startsOf(place, "started by hand");
};

/**
 * What a restart of one child does. No strategy takes siblings along, as in OTP: restart_child/2 is about one child.
 * Siblings that are down because they wait for it are started with it.
 */
export const restarted = (place: Place, because: string): ReadonlyArray<Touch> => {
  const { id, parent } = place;
  const stops = isStoppable(place) ? stopsOf(place, because) : [];
  const group = parent?.group;
  const waiting = group && endsPauseOfGroup(group.strategy, group.roster, id) ? companionsOf(group, id) : [];
  return [...stops, ...waiting, ...startsOf(place, because)];
};

/** What a reload does: to itself, to its instances, or to those under it that declare how. */
export const reloadedByHand = (place: Place): ReadonlyArray<Touch> => {
  const { group, reloads } = place;
  if (group === null) return reloaded(place);
  if (reloads !== "instances")
    return withThoseUnder(place)
      .filter(({ reload }) => reload !== undefined)
      .flatMap(reloaded);
  return placesOf(group, group.roster)
    .filter(({ state }) => state === "running")
    .flatMap((one) => (one.reload === undefined ? restarted(one, "it declares no reload") : reloaded(one)));
};

const reloaded = ({ path, state, reload }: Place): ReadonlyArray<Touch> => {
  if (reload === undefined) return [];
  if (state !== "running") return [{ path, effect: "stays", because: `it is ${state}` }];
  const because =
    "signal" in reload
      ? `${reload.signal} is sent to its process group`
      : `its command is run: ${commandText(reload.command)}`;
  return [{ path, effect: "reloaded", because }];
};

/** What a change of the number of instances does. */
export const scaledByHand = (place: Place, replicas: number): ReadonlyArray<Touch> => {
  const { path, group, state } = place;
  if (group === null) return [];
  const { added, removed } = scaleInstances(idsIn(group), replicas);
  const later = isLive(state) ? "" : `; it starts with ${displayName(place)}`;
  return [
    ...removed.map((id): Touch => ({ path: join(path, id), effect: "removed", because: "one too many" })),
    ...added.map((id): Touch => ({ path: join(path, id), effect: "added", because: `one more${later}` })),
  ];
};

/** The processes that a signal reaches. */
export const signalledByHand = (place: Place, signal: string): ReadonlyArray<Touch> => {
  const { path, group, hasProcess } = place;
  if (group !== null) return placesOf(group, group.roster).flatMap((child) => signalledByHand(child, signal));
  return hasProcess ? [{ path, effect: "signalled", because: `${signal} is sent to its process group` }] : [];
};
