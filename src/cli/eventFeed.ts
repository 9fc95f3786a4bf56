import { once } from "node:events";
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

/** What the daemon answers: a journal does not keep all events for ever, and is not told all at once. */
interface Past {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** The number to go on behind; null, or nothing from older daemons: there is no more. */
  readonly next?: number | null;
  /** Up to this number some are missing; older daemons keep all. */
  readonly complete_after?: number;
}

type Tell = (entry: JournalEntry) => void;

/** Says up to which number some of the events are kept no more. */
type TellMissing = (upTo: number) => void;

/** The number up to which entries are missing among those that are wanted; null where all are there. */
const missingUpTo = ({ entries, next = null, complete_after = 0 }: Past, last: number): number | null => {
  const isReached =
    (next === null && entries.length < last) || entries.some(({ seq }) => seq <= complete_after);
  return complete_after > 0 && isReached ? complete_after : null;
};

const ask = (home: string, wanted: Parameters<typeof query>[0]): Promise<Past> =>
  askDaemon<Past>(home, `/api/v1/events${query(wanted)}`);

/** What was, as the daemon tells it: the next part once standard output has taken the one before. */
async function* parts(
  home: string,
  { path, ...wanted }: { path?: string | undefined; last?: number; after?: number },
): AsyncGenerator<Past> {
  let part = await ask(home, { path, ...wanted });
  let left = wanted.last ?? Number.POSITIVE_INFINITY;
  for (;;) {
    // More may have come since.
    const entries = part.entries.slice(0, left);
    left -= entries.length;
    yield { ...part, entries };
    const { next = null } = part;
    if (next === null || left === 0) return;
    if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
    part = await ask(home, { path, after: next });
  }
}

/** Tell what was, from its first part on, and where some of it is missing; the number of the last one, 0 without any. */
const tellParts = async (
  all: AsyncIterable<Past>,
  tell: Tell,
  tellMissing: (first: Past) => void,
): Promise<number> => {
  let [told, number] = [0, 0];
  for await (const part of all) {
    if (told++ === 0) tellMissing(part);
    for (const entry of part.entries) tell(entry);
    number = part.entries.at(-1)?.seq ?? number;
  }
  return number;
};

/** Tell the events that were; and first, where some of those that are wanted are missing, up to which number. */
export const tellEvents = async (
  home: string,
  wanted: Wanted,
  tell: Tell,
  tellMissing: TellMissing,
): Promise<void> => {
  await tellParts(parts(home, { ...wanted }), tell, (first) => {
    const missing = missingUpTo(first, wanted.last);
    if (missing !== null) tellMissing(missing);
  });
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
  const tellPast = () => tellParts(parts(home, { path, last }), tell, () => undefined);
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
    const tellAndAdd: Tell = (entry) => {
      if (last > 0) tell(entry);
      told.add(entry);
    };
    // One at least, to know from where to go on.
    return tellParts(parts(home, { path, last: Math.max(1, last) }), tellAndAdd, (first) => {
      const missing = last > 0 ? missingUpTo(first, last) : null;
      if (missing !== null) tellMissing(missing);
    });
  };
  const goOn = async (answered: () => void): Promise<number | null> => {
    const { newest } = told;
    return readable(
      tellParts(parts(home, { path, after: told.reliable }), tellNew, ({ complete_after = 0 }) => {
        answered();
        if (complete_after > newest) tellMissing(complete_after);
      }),
    );
  };
  await tellLive(home, path, begin, tellNew);
  await followOn(home, (answered) => tellLive(home, path, () => goOn(answered), tellNew));
};

/** Null while the journal can't be read: nobody knows then which numbers its events have. */
const readable = (told: Promise<number>): Promise<number | null> =>
  told.catch((error: unknown) => {
    if (error instanceof CliError && error.code === exitCode.failed) return null;
    throw error;
  });
