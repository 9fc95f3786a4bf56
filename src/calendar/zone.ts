import { nearest } from "../policy/nearest.ts";
import type { CalendarProblem } from "./CalendarProblem.ts";
import type { Instant, Instants, WallTime } from "./Instants.ts";
import { isInZoneData, offsetAt, stretchAt } from "./offsets.ts";

/** Whether a name is that of a time zone (IANA), such as `Europe/Berlin` or `UTC`. An offset such as `+01:00` is none. */
export const isZone = (name: string): boolean => /^[A-Za-z]/.test(name) && isInZoneData(name);

/** The zone that this machine is set to; UTC if that has no name in the zone data, as Node's own local time does. */
export const zoneOfMachine = (): string => {
  const name: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return name !== undefined && isZone(name) ? name : "UTC";
};

/** What is wrong with the name of a time zone; null: nothing. */
export const noSuchZone = (name: string): CalendarProblem | null => {
  if (isZone(name)) return null;
  const near = nearest(name, Intl.supportedValuesOf("timeZone"));
  return {
    field: "timezone",
    message: `there is no time zone "${name}"`,
    hint: near === null ? "write its name, such as Europe/Berlin or UTC" : `did you mean ${near}?`,
  };
};

const second = 1_000;
const minute = 60 * second;

const two = (number: number): string => String(number).padStart(2, "0");

const offsetText = (offset: number): string => {
  const size = Math.abs(offset);
  const seconds = (size % minute) / second;
  const [hours, minutes] = [Math.floor(size / (60 * minute)), Math.floor(size / minute) % 60];
  return `${offset < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}${seconds === 0 ? "" : `:${two(seconds)}`}`;
};

/** An instant in a zone, in ISO 8601: `2026-03-01T07:15:00+01:00`. Milliseconds only where there are any. */
export const localText = (at: Instant, zone: string): string => {
  const offset = offsetAt(zone, at);
  return new Date(at + offset).toISOString().replace(/(\.000)?Z$/, "") + offsetText(offset);
};

/** `02:30`, or `02:30:15`. */
const timeOfDay = (wall: WallTime): string =>
  new Date(wall).toISOString().slice(11, wall % minute === 0 ? 16 : 19);

/** How a clock change affects an instant of a schedule: it replaces a skipped time, or its local time occurs twice. */
export const remarkOn = (at: Instant, instants: Instants, zone: string): string | null => {
  const skipped = instants.standsInFor?.(at) ?? [];
  return skipped.length > 0 ? remarkOnSkipped(at, skipped, zone) : remarkOnRepeated(at, instants, zone);
};

const remarkOnSkipped = (at: Instant, skipped: ReadonlyArray<WallTime>, zone: string): string => {
  const { offset, change } = stretchAt(zone, at);
  const [first = "", another, more] = skipped.map(timeOfDay);
  const times = [first, ...(another === undefined ? [] : [more === undefined ? another : `${another} …`])];
  const forward = `the clocks go forward at ${timeOfDay(at + (change?.before ?? offset))}`;
  return `${forward}: runs at ${timeOfDay(at + offset)} instead of ${times.join(more === undefined ? " and " : ", ")}`;
};

const remarkOnRepeated = (at: Instant, instants: Instants, zone: string): string | null => {
  const { offset, change, to } = stretchAt(zone, at);
  const comesTwice = `${timeOfDay(at + offset)} comes twice`;
  if (change !== null && at + offset < change.at + change.before) return `${comesTwice}; this is the second`;
  const after = stretchAt(zone, to);
  const again = at + offset - after.offset;
  if (again < to || again === at) return null;
  return instants.includes(again)
    ? `${comesTwice}; this is the first`
    : `${comesTwice}; it runs the first time only`;
};
