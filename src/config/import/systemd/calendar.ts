import { tableOf } from "../table/tableOf.ts";

const words: Readonly<Record<string, string>> = tableOf({
  minutely: "* * * * *",
  hourly: "0 * * * *",
  daily: "0 0 * * *",
  weekly: "0 0 * * 1",
  monthly: "0 0 1 * *",
  quarterly: "0 0 1 1,4,7,10 *",
  semiannually: "0 0 1 1,7 *",
  yearly: "0 0 1 1 *",
  annually: "0 0 1 1 *",
});

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/**
 * Convert a field of a calendar expression to one of cron: lists, `a..b`, `a/step`, `*`. Null if cron can't express
 * it.
 */
const field = (text: string, most: number): string | null => {
  const parts = text.split(",").map((part) => {
    const match = /^(\*|\d+)(?:\.\.(\d+))?(?:\/(\d+))?$/.exec(part);
    if (!match) return null;
    const [, from = "", to, step] = match;
    const first = from === "*" ? "*" : String(Number(from));
    if (to !== undefined) return `${first}-${Number(to)}${step ? `/${step}` : ""}`;
    if (step === undefined) return first;
    return first === "*" || first === "0" ? `*/${step}` : `${first}-${most}/${step}`;
  });
  return parts.includes(null) ? null : parts.join(",");
};

const weekdays = (text: string): string | null => {
  const parts = text.split(",").map((part) => {
    const numbers = part.split("..").map((day) => days.indexOf(day.slice(0, 3).toLowerCase()));
    return numbers.includes(-1) || numbers.length > 2 ? null : numbers.join("-").replace(/-0$/, "-7");
  });
  return parts.includes(null) ? null : parts.join(",");
};

/** A calendar expression of systemd as a cron expression. */
interface CronForm {
  readonly cron: string;
  readonly timezone: string | null;
}

/** Convert `Mon..Fri *-*-* 06:30 Europe/Berlin` to cron; null if cron can't express it. */
export const calendarToCron = (text: string): CronForm | null => {
  const parts = text.trim().split(/\s+/);
  const zone = /^(UTC|[A-Z]\w+\/[\w/+-]+)$/.test(parts[parts.length - 1] ?? "")
    ? (parts.pop() ?? null)
    : null;
  const word = words[parts.join(" ").toLowerCase()];
  if (word !== undefined) return { cron: word, timezone: zone };
  const week = /^[A-Za-z]/.test(parts[0] ?? "") ? weekdays((parts.shift() ?? "").replace(/,$/, "")) : "*";
  const date = /^[^:]*-[^:]*$/.test(parts[0] ?? "") ? (parts.shift() ?? "") : "*-*-*";
  const time = parts.shift() ?? "00:00:00";
  if (week === null || parts.length > 0) return null;
  const [day = "", month = "", year = "*"] = date.split("-").reverse();
  const [hour = "", minute = "", second = "0"] = time.split(":");
  const fields = [field(minute, 59), field(hour, 23), field(day, 31), field(month, 12)];
  const seconds = field(second, 59);
  // Cron takes either of two restricted day fields, systemd both.
  if (year !== "*" || fields.includes(null) || seconds === null || (week !== "*" && day !== "*")) return null;
  const five = [...fields, week].join(" ");
  return { cron: seconds === "0" ? five : `${seconds} ${five}`, timezone: zone };
};
