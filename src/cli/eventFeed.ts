import type { JournalEntry } from "../domain/Event.ts";
import { follow, request } from "./client.ts";
import { query } from "./invocation.ts";

/** Which events are wanted: of one child or all, the newest of what was, and whether what comes too. */
interface Wanted {
  readonly path?: string | undefined;
  readonly last: number;
  readonly live: boolean;
}

/** What the daemon answers: a journal does not keep all events for ever. */
interface Past {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** Up to this number some are missing; older daemons keep all. */
  readonly complete_after?: number;
}

/** The number up to which entries are missing among those that are wanted; null where all are there. */
const missingUpTo = ({ entries, complete_after = 0 }: Past, last: number): number | null => {
  const isReached = entries.length < last || entries.some(({ seq }) => seq <= complete_after);
  return complete_after > 0 && isReached ? complete_after : null;
};

/**
 * Tell the events that are wanted, each once and in order, until there are no more or the daemon has ended; and
 * first, where some that would be among them are kept no more, up to which number.
 */
export const tellEvents = async (
  home: string,
  { path, last, live }: Wanted,
  tell: (entry: JournalEntry) => void,
  tellMissing: (upTo: number) => void = () => undefined,
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
  const found = await request<Past>(home, "GET", past);
  const { entries } = found;
  const missing = missingUpTo(found, last);
  if (missing !== null) tellMissing(missing);
  for (const entry of entries) tell(entry);
  const told = entries.at(-1)?.seq ?? 0;
  hear = (entry) => {
    if (entry.seq > told) tell(entry);
  };
  for (const entry of waiting) hear(entry);
  await feed?.ended;
};
