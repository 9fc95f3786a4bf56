/** A field of a cron expression. */
export interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** The largest value that is no other name for a smaller one. */
  readonly last: number;
  /** The names of the values from `min` on. */
  readonly names: ReadonlyArray<string>;
  /** What to write for a value that people try and that is out of range. */
  readonly instead: Readonly<Record<string, string>>;
}

const numbers = (name: string, max: number, instead: Field["instead"]): Field => ({
  ...{ name, min: 0, max, last: max, names: [], instead },
});

const second = numbers("second", 59, { 60: "the full minute is 0" });
const minute = numbers("minute", 59, { 60: "the full hour is 0" });
const hour = numbers("hour", 23, { 24: "midnight is 0" });

export const dayOfMonth: Field = {
  ...{ name: "day of month", min: 1, max: 31, last: 31, names: [] },
  instead: { 0: "the first day is 1, the last one is L", 32: "the last day is L" },
};

const month: Field = {
  ...{ name: "month", min: 1, max: 12, last: 12 },
  names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  instead: { 0: "January is 1", 13: "December is 12" },
};

export const dayOfWeek: Field = {
  ...{ name: "day of week", min: 0, max: 7, last: 6 },
  names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
  instead: { 8: "Sunday is 0 or 7, Saturday is 6" },
};

/** The fields of an expression in their order; a line of five has no seconds. */
export const fieldsOfSix: ReadonlyArray<Field> = [second, minute, hour, dayOfMonth, month, dayOfWeek];
