import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import { restartsAlone } from "../restart/strategy.ts";
import { type Group, type Place, type PlaceDependency, placesOf } from "./place.ts";
import type { Prospect } from "./prospect.ts";

/** What the start of a service will wait for, for users: `waits for db: ready`; null: nothing. */
export const whyHeld = (place: Place, prospect: Prospect): string | null => {
  const missing = dependenciesOf(place).filter((on) => !prospect.willMeet(on));
  if (missing.length > 0)
    return `waits for ${missing.map(({ path, until }) => `${path}: ${until}`).join(", ")}`;
  const first = heldBefore(place, prospect);
  return first === null ? null : `waits for ${first}, which is started before it`;
};

/** What the starts of a node wait for: its own dependencies, and those of the supervisors above it. */
const dependenciesOf = ({ after, parent }: Place): ReadonlyArray<PlaceDependency> =>
  parent === null ? after : [...after, ...dependenciesOf(parent)];

/** The node whose held start keeps a later one from its turn, in a group at or above it that starts in order. */
const heldBefore = (place: Place, prospect: Prospect): ChildPath | null => {
  const { parent } = place;
  if (parent?.group == null) return null;
  const earlier = isStartedInOrder(parent, parent.group, prospect)
    ? membersBefore(parent.group, place.id).find((one) => blocks(one, prospect))
    : undefined;
  return earlier === undefined ? heldBefore(parent, prospect) : earlier.path;
};

/** Whether the members of a group that start now do so one after another. */
const isStartedInOrder = ({ path, state }: Place, { start, strategy }: Group, prospect: Prospect): boolean =>
  start === "serial" && (prospect.isStarted(path) || state === "starting" || !restartsAlone(strategy));

const membersBefore = (group: Group, id: string): ReadonlyArray<Place> =>
  placesOf(
    group,
    group.roster.slice(
      0,
      group.roster.findIndex((entry) => entry.id === id),
    ),
  );

/** Whether a member keeps those after it waiting: a group that starts side by side does not. */
const blocks = (place: Place, prospect: Prospect): boolean => {
  const { group } = place;
  if (group === null) return prospect.isHeld(place);
  return group.start === "serial" && placesOf(group, group.roster).some((one) => blocks(one, prospect));
};
