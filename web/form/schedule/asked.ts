import { isVariable } from "../schema/fields.ts";
import { isEntries, isList, isText, type Value } from "../text/value.ts";

/** A schedule whose instants can be listed before it is in a tree. */
export interface Asked {
  readonly cron?: string;
  readonly every?: string;
  readonly timezone?: string;
  readonly anchor?: string;
}

/** The schedules in a value, as the calendar takes them: neither a single moment nor what has variables in it. */
export const askedIn = (value: Value | undefined): ReadonlyArray<Asked> => {
  if (isList(value)) return value.flatMap(askedIn);
  if (isEntries(value)) return askedInMap(value);
  return isText(value) && isGiven(value.text) && value.text !== "manual" ? [{ cron: value.text }] : [];
};

const isGiven = (text: string): boolean => text !== "" && !isVariable(text);

/** A value under a key of a map as part of a question; nothing if it is not given. */
const partAt = (map: ReadonlyMap<string, Value>, key: keyof Asked): Asked => {
  const value = map.get(key);
  return isText(value) && isGiven(value.text) ? { [key]: value.text } : {};
};

const askedInMap = (map: ReadonlyMap<string, Value>): ReadonlyArray<Asked> => {
  const zone = partAt(map, "timezone");
  const cron = partAt(map, "cron");
  const every = partAt(map, "every");
  return [
    ...(cron.cron === undefined ? [] : [{ ...zone, ...cron }]),
    ...(every.every === undefined ? [] : [{ ...partAt(map, "anchor"), ...every }]),
    // Each of several has the zone of the map around it, unless it has its own.
    ...askedIn(map.get("several")).map((one) => (one.cron === undefined ? one : { ...zone, ...one })),
  ];
};
