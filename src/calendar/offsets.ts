// When a zone changes its offset from UTC. `Intl` only tells the wall time at an instant, so changes are searched for, a
// year at a time, and kept.
import type { Instant } from "./Instants.ts";

/** A time in which a zone has one offset: `from` ≤ instant < `to`. It ends with the year (UTC) at the latest. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  /** In ms; wall time = instant + offset. */
  readonly offset: number;
  /** The change with which this offset began; null if that was more than a day before `from`, in an earlier year. */
  readonly change: Change | null;
}

interface Change {
  readonly at: Instant;
  /** The offset until then, in ms. */
  readonly before: number;
}

const second = 1_000;
const day = 86_400 * second;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const [numeric, digits] = ["numeric", "2-digit"] as const;
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, hourCycle: "h23", year: numeric, month: digits, day: digits },
    ...{ hour: digits, minute: digits, second: digits },
  });
  formats.set(zone, format);
  return format;
};

/** The offset of a zone at an instant, in ms. */
export const offsetAt = (zone: string, at: Instant): number => {
  const whole = Math.floor(at / second) * second;
  const [month = 0, date = 0, year = 0, ...time] = (formatOf(zone).format(whole).match(/\d+/g) ?? []).map(
    Number,
  );
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

/** Looks once a day: no zone has ever changed its offset and changed it back within one. */
const stretchesOf = (zone: string, year: number): ReadonlyArray<Stretch> => {
  const [start, end] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const stretches: Array<Stretch> = [];
  // A change of the last day of the year before can still repeat times of this year.
  let [at, offset] = [start - day, offsetAt(zone, start - day)];
  let [from, change]: [Instant, Change | null] = [start, null];
  while (at < end) {
    const later = Math.min(at + day, end);
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

const known = new Map<string, Map<number, ReadonlyArray<Stretch>>>();

/** The stretch around an instant. */
export const stretchAt = (zone: string, at: Instant): Stretch => {
  const year = new Date(at).getUTCFullYear();
  const years = known.get(zone) ?? new Map<number, ReadonlyArray<Stretch>>();
  known.set(zone, years);
  const stretches = years.get(year) ?? stretchesOf(zone, year);
  years.set(year, stretches);
  const found = stretches.find(({ to }) => at < to);
  if (found === undefined) throw new RangeError(`${at} is no instant`);
  return found;
};
