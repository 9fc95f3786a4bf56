import { displayName } from "../allowed.ts";
import { restartedTogether } from "../restart/group.ts";
import { isActive, resetRoster, standingAfterStop, toStart, toStop } from "../restart/roster.ts";
import { isLive } from "../states.ts";
import { type Group, idsIn, type Place, placesOf, recordOf } from "./place.ts";
import type { Touch } from "./touches.ts";

/** Whether a stop has something to stop here. The root has no record: nobody supervises it. */
export const isStoppable = (place: Place): boolean => {
  const record = recordOf(place);
  return record === undefined ? isLive(place.state) : isActive(record);
};

/** What a stop of a node does: to those under it first, last started first. */
export const stopsOf = (place: Place, because: string): ReadonlyArray<Touch> => {
  const { path, group, state } = place;
  const below =
    group !== null && isLive(state)
      ? placesOf(group, toStop(group.roster, idsIn(group))).flatMap((child) =>
          stopsOf(child, `${displayName(place)} stops`),
        )
      : [];
  return [...below, { path, effect: "stops", because }];
};

/** What a start of a node does that is down: to those under it that may start with it, in order. */
export const startsOf = (place: Place, because: string): ReadonlyArray<Touch> => {
  const { path, group } = place;
  const own: Touch = { path, effect: "starts", because };
  if (group === null) return [own];
  const afresh = resetRoster(group.roster);
  const due = new Set(toStart(afresh, idsIn(group)).map(({ id }) => id));
  const below = placesOf(group, afresh).flatMap((child): ReadonlyArray<Touch> => {
    if (due.has(child.id)) return startsOf(child, `${displayName(place)} starts`);
    return [{ path: child.path, effect: "stays", because: heldDown }];
  });
  return [own, ...below];
};

const heldDown = "it is wanted down: only a start of its own starts it";

/** What a restart of a child does to the siblings that its supervisor's strategy restarts with it. */
export const companionsOf = (group: Group, child: string): ReadonlyArray<Touch> => {
  const { roster, strategy } = group;
  const others = restartedTogether(strategy, roster, child).filter((id) => id !== child);
  const stopping = toStop(roster, others);
  const ended = new Set(stopping);
  const down = roster.map((entry) =>
    ended.has(entry) ? { ...entry, standing: standingAfterStop(entry) } : entry,
  );
  const because = `${child} is restarted (${strategy})`;
  return [
    ...placesOf(group, stopping).flatMap((one) => stopsOf(one, because)),
    ...placesOf(group, toStart(down, others)).flatMap((one) => startsOf(one, because)),
  ];
};
