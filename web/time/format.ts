import { inZone, shownParts } from "./zone.ts";

const units: ReadonlyArray<readonly [name: string, seconds: number]> = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
];

/** Durations up to two minutes are given in seconds. */
const mostSeconds = 120;

/** A duration in one unit: `8 s`, `6 min`, `21 h`. */
export const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [name, size] = (seconds < mostSeconds ? undefined : units.find(([, each]) => seconds >= each)) ?? [
    "s",
    1,
  ];
  return `${Math.floor(seconds / size)} ${name}`;
};

const two = (value: number): string => String(value).padStart(2, "0");

/** The time of day, in 24 hours: `14:31:57`. */
export const timeOfDay = (at: number | string): string => {
  const date = shownParts(at);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
};

/** A moment in a text of the daemon. */
const moment = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/g;

/** A text of the daemon with its moments as local times of day. */
export const withLocalTimes = (text: string): string => text.replaceAll(moment, (at) => timeOfDay(at));

/** With milliseconds: `14:31:57.181`. */
export const preciseTime = (at: number | string): string =>
  `${timeOfDay(at)}.${String(new Date(at).getMilliseconds()).padStart(3, "0")}`;

/** Day, time and time zone. */
export const fullTime = inZone({ dateStyle: "full", timeStyle: "long", hourCycle: "h23" });

/** A day: `12 Mar 2026`. */
export const dayOf = inZone({ day: "numeric", month: "short", year: "numeric" }, "en-GB");

/** In the format of a field for date and time: `2026-03-12T14:31`. */
export const typedTime = (at: number | string): string => shownParts(at).toISOString().slice(0, 16);

const gaps: ReadonlyArray<readonly [unit: string, bytes: number]> = [
  ["GB", 1e9],
  ["MB", 1e6],
  ["kB", 1e3],
];

/** An amount of memory: `274 MB`. */
export const bytes = (amount: number): string => {
  const [unit, size] = gaps.find(([, each]) => amount >= each) ?? ["B", 1];
  const value = amount / size;
  return `${value < 10 && size > 1 ? value.toFixed(1) : Math.round(value)} ${unit}`;
};

/** Cores in use as a share of one: `18.2 %`. */
export const share = (cores: number): string => `${(cores * 100).toFixed(1)} %`;

/** A count with thin spaces between its groups of three: `1 204 949`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, "\u2009");
