import type { JournalEntry } from "../../domain/Event.ts";
import { exitCode, follow, request } from "../client.ts";
import { eventLine } from "../eventLine.ts";
import { parseInvocation, query, wholeNumber } from "../invocation.ts";

const customaryCount = 50;

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { home, json, words, flag, value } = parseInvocation(typed, {
    follow: { type: "boolean", short: "f" },
    number: { type: "string", short: "n" },
  });
  const [path] = words;
  const tell = (entry: JournalEntry): void => {
    process.stdout.write(json ? `${JSON.stringify(entry)}\n` : `${eventLine(entry)}\n`);
  };
  // Connected to what comes before what was is read, so that nothing falls between the two.
  const waiting: Array<JournalEntry> = [];
  let hear = (entry: JournalEntry): void => {
    waiting.push(entry);
  };
  const live = flag("follow")
    ? follow<JournalEntry>(home, `/api/v1/events/live${query({ path })}`, (entry) => hear(entry))
    : null;
  await live?.connected;
  const last = wholeNumber(value("number"), "-n") ?? customaryCount;
  const past = `/api/v1/events${query({ path, last })}`;
  const { entries } = await request<{ entries: ReadonlyArray<JournalEntry> }>(home, "GET", past);
  for (const entry of entries) tell(entry);
  const told = entries.at(-1)?.seq ?? 0;
  hear = (entry) => {
    if (entry.seq > told) tell(entry);
  };
  for (const entry of waiting) hear(entry);
  await live?.ended;
  return exitCode.done;
};
