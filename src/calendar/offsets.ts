// When a zone changes its offset from UTC. `Intl` only tells the wall time at an instant, so changes are searched for, a
// year at a time, and kept.
import type { Instant } from "./Instants.ts";

/** A time in which a zone has one offset: `from` ≤ instant < `to`. It ends with the year (UTC) at the latest. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  /** In ms; wall time = instant + offset. */
  readonly offset: number;
  /** The change with which this offset began; null if that was more than three days before `from`, in an earlier year. */
  readonly change: Change | null;
}

interface Change {
  readonly at: Instant;
  /** The offset until then, in ms. */
  readonly before: number;
}

const second = 1_000;

/** How often a change is looked for. In all zones from 1900 to 2044, two changes are a week apart or more. */
const step = 3 * 86_400 * second;

/** What is known of a zone. */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** By year in UTC. */
  readonly years: Map<number, ReadonlyArray<Stretch>>;
}

/** There are some 600 names, but each may be written in upper and lower case. */
const mostZones = 1_000;

const zones = new Map<string, Zone>();

const formatFor = (zone: string): Intl.DateTimeFormat => {
  const [numeric, digits] = ["numeric", "2-digit"] as const;
  return new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, hourCycle: "h23", year: numeric, month: digits, day: digits },
    ...{ hour: digits, minute: digits, second: digits },
  });
};

/** Throws a RangeError for what is no zone. */
const zoneNamed = (name: string): Zone => {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = { format: formatFor(name), years: new Map<number, ReadonlyArray<Stretch>>() };
  if (zones.size >= mostZones) zones.clear();
  zones.set(name, zone);
  return zone;
};

/** Whether the zone data has a zone of this name. */
export const isInZoneData = (name: string): boolean => {
  try {
    zoneNamed(name);
    return true;
  } catch {
    return false;
  }
};

/** The offset of a zone at an instant, in ms. */
export const offsetAt = (zone: string, at: Instant): number => {
  const whole = Math.floor(at / second) * second;
  const [month = 0, date = 0, year = 0, ...time] = (
    zoneNamed(zone).format.format(whole).match(/\d+/g) ?? []
  ).map(Number);
  const [hours = 0, minutes = 0, seconds = 0] = time;
  return Date.UTC(year, month - 1, date, hours, minutes, seconds) - whole;
};

/** The first second in (`from`, `to`] at which the offset is another one than at `from`. */
const changeBetween = (zone: string, from: Instant, to: Instant): Instant => {
  const offset = offsetAt(zone, from);
  let [same, other] = [from, to];
  while (other - same > second) {
    const middle = same + Math.floor((other - same) / 2 / second) * second;
    if (offsetAt(zone, middle) === offset) same = middle;
    else other = middle;
  }
  return other;
};

const stretchesOf = (zone: string, year: number): ReadonlyArray<Stretch> => {
  const [start, end] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const stretches: Array<Stretch> = [];
  // A change at the end of the year before can still repeat times of this year.
  let [at, offset] = [start - step, offsetAt(zone, start - step)];
  let [from, change]: [Instant, Change | null] = [start, null];
  while (at < end) {
    const later = Math.min(at + step, end);
    if (offsetAt(zone, later) === offset) {
      at = later;
      continue;
    }
    at = changeBetween(zone, at, later);
    if (at > start) stretches.push({ from, to: Math.min(at, end), offset, change });
    change = { at, before: offset };
    offset = offsetAt(zone, at);
    from = Math.max(at, start);
  }
  return from < end ? [...stretches, { from, to: end, offset, change }] : stretches;
};

/** The stretch around an instant. */
export const stretchAt = (zone: string, at: Instant): Stretch => {
  const year = new Date(at).getUTCFullYear();
  const { years } = zoneNamed(zone);
  const stretches = years.get(year) ?? stretchesOf(zone, year);
  years.set(year, stretches);
  const found = stretches.find(({ to }) => at < to);
  if (found === undefined) throw new RangeError(`${at} is no instant`);
  return found;
};
