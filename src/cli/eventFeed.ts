import type { JournalEntry } from "../domain/Event.ts";
import { ask as askDaemon, CliError, exitCode } from "./client.ts";
import { follow } from "./follow.ts";
import { followOn } from "./followOn.ts";
import { query } from "./invocation.ts";
import { ToldEvents } from "./ToldEvents.ts";

/** Which events are wanted: of one child or all, and how many of the newest of what was. */
interface Wanted {
  readonly path?: string | undefined;
  readonly last: number;
}

/** What the daemon answers: a journal does not keep all events for ever. */
interface Past {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** Up to this number some are missing; older daemons keep all. */
  readonly complete_after?: number;
}

type Tell = (entry: JournalEntry) => void;

/** Says up to which number some of the events are kept no more. */
type TellMissing = (upTo: number) => void;

/** The number up to which entries are missing among those that are wanted; null where all are there. */
const missingUpTo = ({ entries, complete_after = 0 }: Past, last: number): number | null => {
  const isReached = entries.length < last || entries.some(({ seq }) => seq <= complete_after);
  return complete_after > 0 && isReached ? complete_after : null;
};

const ask = (home: string, wanted: Parameters<typeof query>[0]): Promise<Past> =>
  askDaemon<Past>(home, `/api/v1/events${query(wanted)}`);

/** Tell the events that were; and first, where some of those that are wanted are missing, up to which number. */
export const tellEvents = async (
  home: string,
  wanted: Wanted,
  tell: Tell,
  tellMissing: TellMissing,
): Promise<void> => {
  const past = await ask(home, { ...wanted });
  const missing = missingUpTo(past, wanted.last);
  if (missing !== null) tellMissing(missing);
  for (const entry of past.entries) tell(entry);
};

/**
 * Tell what comes, until the daemon has ended, and before that what was: `tellPast` does it, when the connection
 * stands, so that nothing falls between the two, and returns the last number; null: it can't be had.
 */
const tellLive = async (
  home: string,
  path: string | undefined,
  tellPast: () => Promise<number | null>,
  tell: Tell,
): Promise<void> => {
  const waiting: Array<JournalEntry> = [];
  let hear: Tell = (entry) => void waiting.push(entry);
  const feed = follow<JournalEntry>(home, `/api/v1/events/live${query({ path })}`, (entry) => hear(entry), {
    patience: null,
  });
  if (!(await feed.connected)) return feed.ended;
  const told = await tellPast().catch((error: unknown) => {
    feed.stop();
    throw error;
  });
  if (told === null) return feed.stop();
  hear = (entry) => {
    if (entry.seq > told) tell(entry);
  };
  for (const entry of waiting) hear(entry);
  await feed.ended;
};

/** Tell the events that were and that come, each once and in order, until this daemon has ended. */
export const tellEventsOf = (home: string, { path, last }: Wanted, tell: Tell): Promise<void> => {
  const tellPast = async (): Promise<number> => {
    const { entries } = await ask(home, { path, last });
    for (const entry of entries) tell(entry);
    return entries.at(-1)?.seq ?? 0;
  };
  return tellLive(home, path, tellPast, tell);
};

/**
 * The same, and what the daemons tell that come after this one, until one ends in order; and what happened while there
 * was none.
 */
export const followEvents = async (
  home: string,
  { path, last }: Wanted,
  tell: Tell,
  tellMissing: TellMissing,
): Promise<void> => {
  const told = new ToldEvents();
  const tellNew: Tell = (entry) => {
    if (told.has(entry)) return;
    told.add(entry);
    tell(entry);
  };
  const begin = async (): Promise<number> => {
    // One at least, to know from where to go on.
    const past = await ask(home, { path, last: Math.max(1, last) });
    const entries = last > 0 ? past.entries : [];
    const missing = missingUpTo({ ...past, entries }, last);
    if (missing !== null) tellMissing(missing);
    for (const entry of entries) tell(entry);
    for (const entry of past.entries) told.add(entry);
    return past.entries.at(-1)?.seq ?? 0;
  };
  const goOn = async (answered: () => void): Promise<number | null> => {
    const past = await readable(ask(home, { path, after: told.reliable }));
    if (past === null) return null;
    answered();
    const { entries, complete_after = 0 } = past;
    if (complete_after > told.newest) tellMissing(complete_after);
    for (const entry of entries) tellNew(entry);
    return entries.at(-1)?.seq ?? 0;
  };
  await tellLive(home, path, begin, tellNew);
  await followOn(home, (answered) => tellLive(home, path, () => goOn(answered), tellNew));
};

/** Null while the journal can't be read: nobody knows then which numbers its events have. */
const readable = (past: Promise<Past>): Promise<Past | null> =>
  past.catch((error: unknown) => {
    if (error instanceof CliError && error.code === exitCode.failed) return null;
    throw error;
  });
