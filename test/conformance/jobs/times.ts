/** Monday 2 March 2026, 00:00 UTC: the first second of the cases. */
const begin = Date.UTC(2026, 2, 2);

const units = { h: 3_600_000, m: 60_000, s: 1_000 } as const;

/** `1h30m`, `10s`, `-30m` in milliseconds. */
export const duration = (text: string): number => {
  const sum = [...text.matchAll(/(\d+)([hms])/g)].reduce(
    (ms, [, amount, unit]) => ms + Number(amount) * units[unit as keyof typeof units],
    0,
  );
  return text.startsWith("-") ? -sum : sum;
};

/** `26:00` or `00:20:30` in milliseconds since 1970. */
export const timeOf = (text: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  return begin + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
};

const two = (number: number): string => String(number).padStart(2, "0");

/** The text of a time, with seconds. */
export const textOf = (time: number): string => {
  const seconds = Math.round((time - begin) / 1_000);
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};
