import { once } from "node:events";
import { ask, CliError, exitCode, NoDaemon } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { follow } from "../../client/follow.ts";
import { followAcrossDaemons, type Initially } from "../../client/followAcrossDaemons.ts";
import type { JournalEntry } from "../../domain/Event.ts";
import type { EventQuery } from "../../offline/offlineHome.ts";
import { offlineHome, unwrap } from "../home/offlineHome.ts";
import { SeenEvents } from "./SeenEvents.ts";

/** The events of some children or all, of some time, and the newest `last` of them; without `last`, all. */
type Filter = Omit<EventQuery, "after">;

/** The API's answer: the journal is paged, and does not keep all events forever. */
interface EventPage {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** Where to continue: a cursor of the daemon, or a number; null, or absent from older daemons: this is the last page. */
  readonly next?: string | number | null;
  /** Some events up to this number are no longer kept; older daemons keep all. */
  readonly complete_after?: number;
}

type OnEvent = (entry: JournalEntry) => void;

/** Reports the number up to which some of the events are no longer kept. */
type OnMissing = (upTo: number) => void;

/** The number up to which some of the requested events are missing; null if all are there. */
const missingUpTo = (
  { entries, next = null, complete_after = 0 }: EventPage,
  last = Number.POSITIVE_INFINITY,
): number | null => {
  const isReached =
    (next === null && entries.length < last) || entries.some(({ seq }) => seq <= complete_after);
  return complete_after > 0 && isReached ? complete_after : null;
};

/** Answers a query with one page of past events, as long as it likes. */
type Source = (query: EventQuery & { readonly cursor?: string }) => Promise<EventPage>;

/** As many events as a daemon answers with at once. */
const pageSize = 1_000;

const daemonSource =
  (daemon: DaemonRef): Source =>
  async (query) => {
    const page: Partial<EventPage> & { readonly items?: unknown } = await ask(daemon, "GET /events", {
      query: { ...query, limit: pageSize },
    });
    // Older daemons call them entries. Events of another version are described by their fields.
    return { ...page, entries: (page.items ?? page.entries) as ReadonlyArray<JournalEntry> };
  };

/** The pages of past events; each is requested when standard output has drained the one before. */
async function* pages(source: Source, { path, ...filter }: EventQuery): AsyncGenerator<EventPage> {
  let page = await source({ path, ...filter });
  let remaining = filter.last ?? Number.POSITIVE_INFINITY;
  for (;;) {
    // New events may have arrived since.
    const entries = page.entries.slice(0, remaining);
    remaining -= entries.length;
    yield { ...page, entries };
    const { next = null } = page;
    if (next === null || remaining === 0) return;
    if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
    const { since, until } = filter;
    const place = typeof next === "string" ? { cursor: next } : { after: next };
    page = await source({ path, since, until, ...place }).catch(failHalfway);
  }
}

/** A fallback to the offline home would print the first pages again. */
const failHalfway = (error: unknown): never => {
  if (!(error instanceof NoDaemon)) throw error;
  throw new CliError(exitCode.failed, "the daemon exited before it had sent all events");
};

/** Deliver the events of all pages, after a look at the first one; the last number, 0 if there are none. */
const deliver = async (
  all: AsyncIterable<EventPage>,
  onEvent: OnEvent,
  onFirstPage: (first: EventPage) => void,
): Promise<number> => {
  let [count, number] = [0, 0];
  for await (const page of all) {
    if (count++ === 0) onFirstPage(page);
    for (const entry of page.entries) onEvent(entry);
    number = page.entries.at(-1)?.seq ?? number;
  }
  return number;
};

/** Read past events; where some of the requested ones are missing, that is reported first. */
export const readEvents = async (
  daemon: DaemonRef,
  filter: Filter,
  onEvent: OnEvent,
  onMissing: OnMissing,
): Promise<void> => {
  const readFrom = (source: Source): Promise<number> =>
    deliver(pages(source, filter), onEvent, (first) => {
      const missing = missingUpTo(first, filter.last);
      if (missing !== null) onMissing(missing);
    });
  await withOfflineFallback(daemon, () => readFrom(daemonSource(daemon)), readFrom);
};

/** Read from the daemon or, if there is none, from what the last one left. */
const withOfflineFallback = (
  daemon: DaemonRef,
  fromDaemon: () => Promise<unknown>,
  from: (offline: Source) => Promise<unknown>,
): Promise<Initially> =>
  fromDaemon().then(
    (): Initially => "a daemon",
    async (error: unknown): Promise<Initially> => {
      const offline = await offlineHome(daemon, error);
      // Like the events of a daemon, these may be of another version.
      await from((query) => unwrap(offline.events(query)) as Promise<EventPage>);
      return "no daemon";
    },
  );

/**
 * Stream new events until the daemon exits. Before that, `readPast` delivers the past ones; it runs once the stream is
 * connected, so that no event is lost between the two, and returns the last number, or null if it can't be read.
 */
const streamLive = async (
  daemon: DaemonRef,
  path: Filter["path"],
  readPast: () => Promise<number | null>,
  onEvent: OnEvent,
): Promise<void> => {
  const buffered: Array<JournalEntry> = [];
  let receive: OnEvent = (entry) => void buffered.push(entry);
  const feed = follow(daemon, "GET /events/live", (entry) => receive(entry as JournalEntry), {
    query: { path },
    livenessTimeout: null,
  });
  if (!(await feed.connected)) return feed.ended;
  const lastRead = await readPast().catch((error: unknown) => {
    feed.stop();
    throw error;
  });
  if (lastRead === null) return feed.stop();
  receive = (entry) => {
    if (entry.seq > lastRead) onEvent(entry);
  };
  for (const entry of buffered) receive(entry);
  await feed.ended;
};

/** Read past events and stream new ones, each once and in order, until this daemon exits. */
export const streamEvents = (daemon: DaemonRef, { path, last }: Filter, onEvent: OnEvent): Promise<void> => {
  const readPast = () => deliver(pages(daemonSource(daemon), { path, last }), onEvent, () => undefined);
  return streamLive(daemon, path, readPast, onEvent);
};

/**
 * The same, continuing with the next daemons until one exits cleanly, and including what happened while there was
 * none. `report`: where to report waiting for the next daemon, if not on standard error.
 */
export const followEvents = async (
  daemon: DaemonRef,
  { path, last, since }: Filter,
  onEvent: OnEvent,
  onMissing: OnMissing,
  report?: (what: string) => void,
): Promise<void> => {
  const seen = new SeenEvents();
  const onNew: OnEvent = (entry) => {
    if (seen.has(entry)) return;
    seen.add(entry);
    onEvent(entry);
  };
  const begin = async (source: Source): Promise<number> => {
    const onPast: OnEvent = (entry) => {
      if (seen.has(entry)) return;
      if (last !== 0) onEvent(entry);
      seen.add(entry);
    };
    // At least one, to know where to continue.
    const filter = { path, since, last: last === 0 ? 1 : last };
    return deliver(pages(source, filter), onPast, (first) => {
      const missing = last === 0 ? null : missingUpTo(first, last);
      if (missing !== null) onMissing(missing);
    });
  };
  const resume = async (onConnected: () => void): Promise<number | null> => {
    const { newest } = seen;
    return nullIfUnreadable(
      deliver(
        pages(daemonSource(daemon), { path, since, after: seen.resumeAfter }),
        onNew,
        ({ complete_after = 0 }) => {
          onConnected();
          if (complete_after > newest) onMissing(complete_after);
        },
      ),
    );
  };
  const live = (): Promise<void> => streamLive(daemon, path, () => begin(daemonSource(daemon)), onNew);
  const initially = await withOfflineFallback(daemon, live, begin);
  await followAcrossDaemons(
    daemon,
    (onConnected) => streamLive(daemon, path, () => resume(onConnected), onNew),
    {
      initially,
      report,
    },
  );
};

/** Null while the journal can't be read: the numbers of its events are unknown then. */
const nullIfUnreadable = (reading: Promise<number>): Promise<number | null> =>
  reading.catch((error: unknown) => {
    if (error instanceof CliError && error.code === exitCode.failed) return null;
    throw error;
  });
