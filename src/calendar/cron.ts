import { nearest } from "../policy/nearest.ts";
import type { CalendarProblem } from "./CalendarProblem.ts";
import { fieldsOfSix } from "./fields.ts";
import { endOfInstants, firstInstant, type Instant, type Instants, type WallTime } from "./Instants.ts";
import { nicknames } from "./nicknames.ts";
import { type Stretch, stretchAt } from "./offsets.ts";
import { readField } from "./readField.ts";
import { type WallClock, wallClock } from "./wallClock.ts";
import { noSuchZone } from "./zone.ts";

const second = 1_000;

/** Larger changes of the offset are no change of clocks: nothing is made up and nothing left out (cron(8) of cronie). */
const largestChange = 3 * 3_600 * second;

/** How far `next` searches. 29 February is a Sunday after 40 years at the latest, as around 2100. */
export const horizonYears = 41;

const horizon = horizonYears * 366 * 86_400 * second;

/** A cron expression that has been read. */
interface Reading {
  readonly wall: WallClock;
  /** No field for the time of day has `*`, `?` or a step. */
  readonly isFixedTime: boolean;
}

/**
 * The instants of a cron expression in a time zone, by the rule of cron(8) of cronie for clocks that are put forward or
 * back: a fixed time in the skipped hour runs once after it, a repeated one only the first time; `*`, `?` and steps in
 * the time of day follow real time.
 *
 * `expression`: five fields, six with seconds first, or a nickname such as `@daily`. Where day of month and day of week
 * are both restricted (begin with neither `*` nor `?`), either may match (crontab(5)).
 */
export const parseCron = (expression: string, timezone: string): Instants | CalendarProblem => {
  const reading = readExpression(expression.trim());
  if ("message" in reading) return reading;
  return noSuchZone(timezone) ?? instantsOf(reading, timezone);
};

const refusal = (message: string, hint: string | null): CalendarProblem => ({ field: null, message, hint });

const layout =
  "minute, hour, day of month, month, day of week, as in 30 2 * * MON-FRI; seconds may come first";

const readExpression = (expression: string): Reading | CalendarProblem => {
  if (expression === "") return refusal("the cron expression is empty", layout);
  const fields = expression.startsWith("@") ? nicknames[expression.toLowerCase()] : expression;
  if (fields === undefined) return noSuchNickname(expression);
  const texts = fields.split(/\s+/);
  if (texts.length === 5) texts.unshift("0");
  if (texts.length !== fieldsOfSix.length) return wrongCount(texts);
  const read = fieldsOfSix.map((field, index) => readField(texts[index] ?? "", field));
  const wrong = read.find((field) => typeof field === "object");
  if (wrong !== undefined) return wrong;
  const [seconds = "", minutes = "", hours = "", date = "", , weekday = ""] = texts;
  const wall = wallClock({
    fields: read.join(" "),
    needsBothDays: isStarred(date) || isStarred(weekday),
  });
  if (wall.firstFrom(0) === null) return neverRuns(expression);
  return { wall, isFixedTime: ![seconds, minutes, hours].some((text) => /[*?/]/.test(text)) };
};

const isStarred = (field: string): boolean => /^[*?]/.test(field);

const noSuchNickname = (typed: string): CalendarProblem => {
  if (typed.toLowerCase() === "@reboot")
    return refusal(
      "@reboot is not a time: a schedule can't say when the machine starts",
      "a service without a schedule is started with the daemon",
    );
  const near = nearest(typed, Object.keys(nicknames));
  return refusal(
    `there is no nickname "${typed}"`,
    near === null ? `there are ${Object.keys(nicknames).join(", ")}` : `did you mean ${near}?`,
  );
};

const wrongCount = (texts: ReadonlyArray<string>): CalendarProblem => {
  const given = `"${texts.join(" ")}" has ${texts.length}`;
  const hint = texts.length === 7 ? "leave the year out" : layout;
  return refusal(`a cron expression has five fields, or six with seconds; ${given}`, hint);
};

const neverRuns = (expression: string): CalendarProblem => ({
  field: "day of month",
  message: `"${expression}" never runs: none of its months has such a day`,
  hint: "the last day of every month is L",
});

const instantsOf = ({ wall, isFixedTime }: Reading, zone: string): Instants => {
  /** Whether the clocks were put forward at the beginning of a stretch over a fixed time, which then runs at once. */
  const skipsOne = (stretch: Stretch): boolean =>
    isFixedTime && (matchesIn(wall, skippedBy(stretch)).next().value ?? null) !== null;

  const next = (after: Instant): Instant | null => {
    const last = Math.min(after + horizon, endOfInstants - second);
    let from = Math.max((Math.floor(after / second) + 1) * second, firstInstant);
    while (from <= last) {
      const stretch = stretchAt(zone, from);
      if (from === stretch.change?.at && skipsOne(stretch)) return from;
      const earliest = Math.max(from + stretch.offset, isFixedTime ? endOfRepeated(stretch) : -Infinity);
      const match = wall.firstFrom(earliest);
      if (match === null) return null;
      const at = match - stretch.offset;
      if (at < stretch.to) return at <= last ? at : null;
      from = stretch.to;
    }
    return null;
  };

  return {
    next,
    includes: (at) => next(at - 1) === at,
    standsInFor: (at) => {
      const stretch = stretchAt(zone, at);
      if (!isFixedTime || at !== stretch.change?.at) return [];
      const matches = matchesIn(wall, skippedBy(stretch));
      return [matches.next(), matches.next(), matches.next()].flatMap(({ value }) => value ?? []);
    },
  };
};

/** A range of wall times: `from` ≤ time < `to`. */
interface WallRange {
  readonly from: WallTime;
  readonly to: WallTime;
}

/** The wall times that were skipped when a stretch began. */
const skippedBy = ({ change, offset }: Stretch): WallRange => {
  if (change === null || offset - change.before > largestChange) return { from: 0, to: 0 };
  return { from: change.at + change.before, to: change.at + offset };
};

/** Up to which wall time a stretch repeats the one before it. */
const endOfRepeated = ({ change, offset }: Stretch): WallTime =>
  change === null || change.before - offset > largestChange ? -Infinity : change.at + change.before;

function* matchesIn(wall: WallClock, { from, to }: WallRange): Generator<WallTime, undefined> {
  let match = from < to ? wall.firstFrom(from) : null;
  while (match !== null && match < to) {
    yield match;
    match = wall.firstFrom(match + second);
  }
}
