const two = (number: number): string => String(number).padStart(2, "0");

/** How far local time is ahead of UTC at a moment: `+01:00`. */
const zone = (date: Date): string => {
  const ahead = -date.getTimezoneOffset();
  const minutes = Math.abs(ahead);
  return `${ahead < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
};

/** A moment in local time to the millisecond, as ISO 8601 has it, so that it can be given back: `logs --since`. */
export const localTime = (at: string): string => {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}T${time}.${String(date.getMilliseconds()).padStart(3, "0")}${zone(date)}`;
};
