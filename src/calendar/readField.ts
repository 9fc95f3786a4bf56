import { nearest } from "../policy/nearest.ts";
import type { CalendarProblem } from "./CalendarProblem.ts";
import { dayOfMonth, dayOfWeek, type Field } from "./fields.ts";

const problem = (field: Field, message: string, hint: string | null): CalendarProblem => ({
  field: field.name,
  message: `the ${field.name} ${message}`,
  hint,
});

/** What a field takes: `0 to 7 or SUN to SAT`. */
const allowed = ({ min, max, names }: Field): string =>
  names.length === 0 ? `${min} to ${max}` : `${min} to ${max} or ${names[0]} to ${names.at(-1)}`;

const namedNearest = (word: string, { names }: Field): string | null => {
  const near = nearest(word.slice(0, 3), names);
  return near === null ? null : `did you mean ${near}?`;
};

/** A number or a name. */
const readValue = (text: string, field: Field): number | CalendarProblem => {
  const named = field.names.indexOf(text);
  if (named >= 0) return field.min + named;
  if (!/^\d+$/.test(text))
    return problem(field, `takes ${allowed(field)}, not "${text}"`, namedNearest(text, field));
  const value = Number(text);
  if (value >= field.min && value <= field.max) return value;
  return problem(field, `takes ${allowed(field)}, not ${text}`, field.instead[text] ?? null);
};

const readRange = (start: string, end: string, field: Field): string | CalendarProblem => {
  const [from, named] = [readValue(start, field), readValue(end, field)];
  if (typeof from !== "number") return from;
  if (typeof named !== "number") return named;
  // SAT-SUN goes on to the other number of Sunday.
  const to = field === dayOfWeek && end === "SUN" && from > 0 ? 7 : named;
  if (from <= to) return `${from}-${to}`;
  const [upper, lower] = [
    from === field.last ? start : `${start}-${field.last}`,
    to === field.min ? end : `${field.min}-${end}`,
  ];
  return problem(
    field,
    `has a range that ends before it begins in "${start}-${end}"`,
    `write "${upper},${lower}"`,
  );
};

const readStep = (step: string, item: string, field: Field): number | CalendarProblem => {
  const most = field.last - field.min + 1;
  const value = /^\d+$/.test(step) ? Number(step) : 0;
  if (value >= 1 && value <= most) return value;
  return problem(
    field,
    `takes a step from 1 to ${most} after a slash, not "${step}" as in "${item}"`,
    value > most
      ? "steps begin anew with each hour, day, month or year; `every` has intervals of any length"
      : null,
  );
};

/** `*`, a value or a range, with or without a step. */
const readPlain = (item: string, field: Field): string | CalendarProblem => {
  const [range = "", step, ...more] = item.split("/");
  const [start = "", end, ...beyond] = range.split("-");
  if (more.length > 0 || beyond.length > 0)
    return problem(field, `can't be read in "${item}"`, "a range with a step is written as 10-50/5");
  const isAny = range === "*" || range === "?";
  const read = isAny ? "*" : end === undefined ? readValue(start, field) : readRange(start, end, field);
  if (typeof read === "object" || step === undefined) return typeof read === "number" ? String(read) : read;
  if (typeof read === "number")
    return problem(
      field,
      `takes a step only after * or a range, not as in "${item}"`,
      `write ${start}-${field.last}/${step}`,
    );
  const every = readStep(step, item, field);
  return typeof every === "number" ? `${read}/${every}` : every;
};

/** `L`, `LW` and `15W`; null: none of these. */
const readSpecialDay = (item: string): string | CalendarProblem | null => {
  if (item === "L" || item === "LW") return item;
  const [, day] = /^(\d+)W$/.exec(item) ?? [];
  if (day === undefined) return null;
  const value = readValue(day, dayOfMonth);
  return typeof value === "number" ? `${value}W` : value;
};

/** `5L`, `FRI#2` and `5#L`; null: none of these. */
const readSpecialWeekday = (item: string): string | CalendarProblem | null => {
  const [, day, nth] = /^(\w+?)(L|#.*)$/.exec(item) ?? [];
  if (day === undefined || nth === undefined) return null;
  const value = readValue(day, dayOfWeek);
  if (typeof value !== "number") return value;
  if (/^(L|#[1-5L])$/.test(nth)) return `${value % 7}${nth}`;
  return problem(
    dayOfWeek,
    `takes #1 to #5 or #L after a day, not "${nth}" as in "${item}"`,
    "FRI#2 is the second Friday of a month, FRIL the last one",
  );
};

const readItem = (item: string, field: Field): string | CalendarProblem => {
  const special =
    field === dayOfMonth ? readSpecialDay(item) : field === dayOfWeek ? readSpecialWeekday(item) : null;
  return special ?? readPlain(item, field);
};

/** A field of a cron expression in numbers, `L`, `W` and `#`, or what is wrong with it. */
export const readField = (text: string, field: Field): string | CalendarProblem => {
  const items = text.toUpperCase().split(",");
  if (items.includes(""))
    return problem(field, `has an empty item in "${text}"`, "remove the comma that is too many");
  if (items.length > 1 && items.includes("LW"))
    return problem(field, `takes LW only by itself, not as in "${text}"`, "write a second schedule for it");
  const read = items.map((item) => readItem(item, field));
  return read.find((item) => typeof item === "object") ?? read.join(",");
};
