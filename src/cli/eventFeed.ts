import type { JournalEntry } from "../domain/Event.ts";
import { follow, request } from "./client.ts";
import { query } from "./invocation.ts";

/** Which events are wanted: of one child or all, the newest of what was, and whether what comes too. */
interface Wanted {
  readonly path?: string | undefined;
  readonly last: number;
  readonly live: boolean;
}

/** Tell the events that are wanted, each once and in order, until there are no more or the daemon has ended. */
export const tellEvents = async (
  home: string,
  { path, last, live }: Wanted,
  tell: (entry: JournalEntry) => void,
): Promise<void> => {
  // Connected to what comes before what was is read, so that nothing falls between the two.
  const waiting: Array<JournalEntry> = [];
  let hear = (entry: JournalEntry): void => {
    waiting.push(entry);
  };
  const feed = live
    ? follow<JournalEntry>(home, `/api/v1/events/live${query({ path })}`, (entry) => hear(entry))
    : null;
  await feed?.connected;
  const past = `/api/v1/events${query({ path, last })}`;
  const { entries } = await request<{ entries: ReadonlyArray<JournalEntry> }>(home, "GET", past);
  for (const entry of entries) tell(entry);
  const told = entries.at(-1)?.seq ?? 0;
  hear = (entry) => {
    if (entry.seq > told) tell(entry);
  };
  for (const entry of waiting) hear(entry);
  await feed?.ended;
};
