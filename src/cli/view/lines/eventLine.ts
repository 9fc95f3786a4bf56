import type { Action, JournalEntry } from "../../../domain/Event.ts";
import { dateAndTime, localTime, timeOrDate } from "../../terminal/localTime.ts";
import { printable } from "../../terminal/printable.ts";

/** An event of a type that this version does not know. */
type UnknownEntry = Pick<JournalEntry, "seq" | "at" | "subject" | "by"> & {
  readonly type: string;
  readonly reason?: unknown;
};

/** Formats the time of an event. */
type Clock = (at: string) => string;

/** An event as a line of text; by default, today's are shown without the date. */
export const eventLine = (entry: JournalEntry, clock: Clock = (at) => timeOrDate(new Date(), at)): string =>
  printable(describe(entry, clock));

const describe = (entry: JournalEntry, time: Clock): string => {
  const subject = entry.subject || "tree";
  switch (entry.type) {
    case "transition": {
      const principal = entry.by === "system" ? "" : ` by ${entry.by}`;
      const run = entry.run === null ? "" : ` run ${entry.run}`;
      return `${time(entry.at)} ${subject}${run}: ${entry.from} → ${entry.to} (${entry.reason})${principal}`;
    }
    case "check": {
      const principal = entry.by === "system" ? "" : ` by ${entry.by}`;
      const failures = entry.failures === 0 ? "" : `, failure ${entry.failures}`;
      return `${time(entry.at)} ${subject}: check ${entry.from} → ${entry.to} (${entry.reason}${failures})${principal}`;
    }
    case "health":
      return `${time(entry.at)} ${subject} run ${entry.run}: ${entry.from} → ${entry.to} (${entry.reason})`;
    case "alarm":
      return `${time(entry.at)} ${subject}: ALARM ${entry.alarm}: ${entry.reason}`;
    case "revision":
      return `${time(entry.at)} ${entry.reason}: ${entry.revision.slice(0, 19)} by ${entry.by}`;
    case "action":
      return `${time(entry.at)} ${targets(entry, subject)}: ${entry.action.replaceAll("_", "-")} by ${principalOf(entry)} ${resultOf(entry)}`;
    case "daemon":
      return `${time(entry.at)} daemon ${entry.action}: ${entry.reason}`;
    default:
      return describeUnknown(entry, time);
  }
};

/** An event of another version: the known fields, and all others that are text or numbers. */
const describeUnknown = (
  { seq: _, at, subject, type, reason, by, ...rest }: UnknownEntry,
  time: Clock,
): string => {
  const fields = Object.entries(rest).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [` ${name}=${value}`] : [],
  );
  const why = typeof reason === "string" ? `: ${reason}` : "";
  const principal = by === "system" ? "" : ` by ${by}`;
  return `${time(at)} ${subject || "tree"}: ${type}${fields.join("")}${why}${principal}`;
};

/** How many targets of an action are named. */
const maxTargets = 3;

const targets = ({ paths = [] }: Action, subject: string): string => {
  if (paths.length < 2) return subject;
  const more = paths.length - maxTargets;
  const first = paths.slice(0, maxTargets).map((path) => path || "tree");
  return more > 0 ? `${first.join(", ")} and ${more} more` : first.join(", ");
};

const principalOf = ({ by, claim }: Action): string =>
  claim === undefined ? by : `${by} (who claims to be ${claim})`;

const resultOf = ({ outcome, reason }: Action): string =>
  outcome === "done" ? `done (${reason})` : `${outcome}: ${reason}`;

/**
 * A file is read on another day. On a terminal, only events of the day on which reading began are shown without the
 * date.
 */
const defaultClock = (): Clock => {
  const began = new Date();
  return process.stdout.isTTY ? (at) => timeOrDate(began, at) : dateAndTime;
};

/** Prints events on standard output, as text or JSON lines; `exact`: with times that `--since` accepts. */
export const eventPrinter = (
  json: boolean,
  times: "short" | "exact" = "short",
): ((entry: JournalEntry) => void) => {
  const clock = times === "exact" ? localTime : defaultClock();
  return (entry) => void process.stdout.write(`${json ? JSON.stringify(entry) : eventLine(entry, clock)}\n`);
};
