import type { JournalEntry } from "../domain/Event.ts";
import { printable } from "./printable.ts";

const time = (at: string): string => new Date(at).toTimeString().slice(0, 8);

/** An event as a line for people. */
export const eventLine = (entry: JournalEntry): string => printable(describe(entry));

const describe = (entry: JournalEntry): string => {
  const subject = entry.subject || "tree";
  switch (entry.type) {
    case "transition": {
      const who = entry.by === "system" ? "" : ` by ${entry.by}`;
      const run = entry.run === null ? "" : ` run ${entry.run}`;
      return `${time(entry.at)} ${subject}${run}: ${entry.from} → ${entry.to} (${entry.reason})${who}`;
    }
    case "alarm":
      return `${time(entry.at)} ${subject}: ALARM ${entry.alarm}: ${entry.reason}`;
    case "revision":
      return `${time(entry.at)} ${entry.reason}: ${entry.revision.slice(0, 19)} by ${entry.by}`;
    case "daemon":
      return `${time(entry.at)} daemon ${entry.action}: ${entry.reason}`;
  }
};

/** Tells events on standard output, for people or as JSON lines. */
export const eventTeller =
  (json: boolean) =>
  (entry: JournalEntry): void => {
    process.stdout.write(`${json ? JSON.stringify(entry) : eventLine(entry)}\n`);
  };
