import { Duration, Effect, PubSub, Schedule, type Scope, Stream } from "effect";
import type { JournalError } from "../../src/domain/Errors.ts";
import type { Event, JournalEntry } from "../../src/domain/Event.ts";
import type { Run } from "../../src/domain/Run.ts";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { JournalTrouble } from "../../src/domain/view/DaemonStats.ts";
import { CrashPoints } from "../../src/ports/home/CrashPoints.ts";
import { Journal, type JournalBatch } from "../../src/ports/store/Journal.ts";
import { Runs } from "../../src/ports/store/Runs.ts";
import { shared } from "./shared.ts";
import { UnkeptRuns } from "./UnkeptRuns.ts";
import { entriesBetween, withoutGaps } from "./withoutGaps.ts";

/**
 * How long entries are collected before they are written, and after how many such intervals a failing journal is
 * retried.
 */
const gatherFor = Duration.millis(50);
const retryAfter = 100;
const keepUnwritten = 20_000;
const liveBuffer = 4_096;

/** Published last, so that listeners receive everything before it and then end by themselves. */
const end = "end";
type End = typeof end;

/** The event log: numbers entries at once, writes them to the journal in batches, and publishes them once written. */
export interface EventLog {
  /** Never blocks and never fails. */
  readonly record: (event: Event) => void;
  /** Have a node's memory written with the next batch, in its state at that time. */
  readonly remember: (path: ChildPath, memory: () => Memory) => void;
  /** Have the memory of a removed node deleted with the next batch. */
  readonly forget: (path: ChildPath) => void;
  /** Have a run stored with the next batch, as it is now. */
  readonly keepRun: (run: Run) => void;
  /** The newest run of a node whose end is in the journal; 0 if none is known. */
  readonly recordedRun: (path: ChildPath) => number;
  /** Have something else stored with the next batch, in one transaction with the events about it. */
  readonly store: (effect: Effect.Effect<void, JournalError>) => void;
  readonly live: Stream.Stream<JournalEntry>;
  /** The entries that wait because the journal can't be written, oldest first; some may have been written by now. */
  readonly waiting: Effect.Effect<ReadonlyArray<JournalEntry>>;
  /** The runs that wait for the same reason, as they are now. */
  readonly waitingRuns: () => ReadonlyArray<Run>;
  /** Why nothing can be written, and what that has come to; null if the journal can be used. */
  readonly trouble: () => JournalTrouble | null;
  /** Write all pending entries now. */
  readonly write: Effect.Effect<void, JournalError>;
  /** The same, if the journal can be used. */
  readonly flush: Effect.Effect<void>;
  /** The same for callers that can't wait: a journal that is already failing is not retried. */
  readonly flushFast: Effect.Effect<void>;
  /** Write all pending entries, and none after that: the following numbers belong to the next daemon. */
  readonly close: Effect.Effect<void, JournalError>;
}

/**
 * The event log on top of the journal. A journal that fails costs history, never the tree: entries wait in memory
 * (beyond 20,000 the oldest are dropped, and counted), one alarm is recorded, and writing resumes by itself.
 *
 * A published number is never used again: entries are published once they are written, or, if they can't be written,
 * once the journal has reserved their numbers (decision 14).
 *
 * A batch is taken when `atRest` calls back: when all messages are delivered. Otherwise it could miss what a message
 * causes, such as the count of a failure, and the next daemon would never know of it.
 */
export const makeEventLog = (
  now: () => string,
  atRest: (then: () => void) => void,
): Effect.Effect<EventLog, never, Journal | Runs | Scope.Scope> =>
  Effect.gen(function* () {
    const journal = yield* Journal;
    const { put: putRuns } = yield* Runs;
    const crashPoint = yield* CrashPoints;
    const listeners = yield* PubSub.sliding<JournalEntry | End>(liveBuffer);
    const recorded = yield* Effect.makeLatch(false);
    /** `unread`: the last number in the journal could not be read yet, so new numbers are provisional. */
    let standing: "unread" | "usable" | "failing" | "closed" = "usable";
    let seq = 0;
    let published = 0;
    let unwritten: Array<JournalEntry> = [];
    let beingWritten: ReadonlyArray<JournalEntry> = [];
    /** Null: to be deleted. */
    const unremembered = new Map<ChildPath, (() => Memory) | null>();
    let unstored: ReadonlyArray<Effect.Effect<void, JournalError>> = [];
    const unkept = new UnkeptRuns(keepUnwritten);
    let why = "";
    let dropped = 0;
    /** Beyond the limit the oldest are dropped; their numbers stay unused. */
    const keep = (entries: Array<JournalEntry>): Array<JournalEntry> => {
      const kept = entries.slice(-keepUnwritten);
      dropped += entries.length - kept.length;
      return kept;
    };

    const recordedRuns = new Map<ChildPath, number>();
    const noteRecordedRuns = ({ memories, forgotten }: JournalBatch): void => {
      for (const { path, lastExit } of memories) if (lastExit) recordedRuns.set(path, lastExit.run);
      for (const path of forgotten) recordedRuns.delete(path);
    };

    const record = (event: Event): void => {
      if (standing === "closed") return;
      const entry = { ...event, seq: ++seq };
      unwritten.push(entry);
      if (unwritten.length > keepUnwritten) {
        unwritten.shift();
        dropped += 1;
      }
      recorded.unsafeOpen();
    };
    const tell = (entries: ReadonlyArray<JournalEntry>): Effect.Effect<unknown> =>
      Effect.suspend(() => {
        const unpublished = entries.filter((entry) => entry.seq > published);
        published = unpublished.at(-1)?.seq ?? published;
        return PubSub.publishAll(listeners, unpublished);
      });
    const waitingNow = (): ReadonlyArray<JournalEntry> => [...beingWritten, ...unwritten];
    const alarm = (reason: string): void =>
      record({ type: "alarm", alarm: "journal", at: now(), subject: "", by: "system", run: null, reason });

    const renumber = Effect.gen(function* () {
      const written = yield* journal.lastSeq;
      unwritten = unwritten.map((entry, index) => ({ ...entry, seq: written + index + 1 }));
      seq = written + unwritten.length;
      published = written;
      standing = "usable";
    });
    const take = () => {
      const [entries, nodes, also, runs] = [unwritten, [...unremembered], unstored, unkept.take()];
      unwritten = [];
      beingWritten = entries;
      unremembered.clear();
      unstored = [];
      const storing = runs.length === 0 ? also : [...also, putRuns(runs)];
      return { entries, nodes, also, runs, batch: { ...batchOf(entries, nodes), also: storing } };
    };
    const taken = Effect.async<ReturnType<typeof take>>((resume) =>
      atRest(() => resume(Effect.succeed(take()))),
    );
    const writeNow = Effect.gen(function* () {
      if (standing === "closed") return;
      if (standing === "unread") yield* renumber;
      const { entries, nodes, also, runs, batch } = yield* taken;
      const putBack = ({ message }: JournalError) =>
        Effect.sync(() => {
          unwritten = keep([...entries, ...unwritten]);
          why = message;
          beingWritten = [];
          for (const [path, memory] of nodes) if (!unremembered.has(path)) unremembered.set(path, memory);
          unstored = [...also, ...unstored];
          unkept.putBack();
          if (standing !== "usable") return;
          standing = "failing";
          alarm(message);
        });
      if (entries.length + nodes.length + also.length + runs.length > 0) {
        crashPoint("journal.writing");
        yield* journal.write(batch).pipe(Effect.tapError(putBack));
        crashPoint("journal.written");
        noteRecordedRuns(batch);
        unkept.written();
        yield* tell(entries);
      }
      beingWritten = [];
      standing = "usable";
      if (dropped > 0) alarm(afterLoss(dropped));
      dropped = 0;
    });
    const write = yield* shared(writeNow);
    /** Entries whose numbers are provisional are not published. */
    const publishWaiting = Effect.gen(function* () {
      const newest = waitingNow().at(-1)?.seq ?? 0;
      if (standing !== "failing" || newest <= published) return;
      yield* journal.promise(newest);
      yield* tell(waitingNow().filter((entry) => entry.seq <= newest));
    }).pipe(Effect.ignore);
    const writeOrWait = write.pipe(
      Effect.catchAll(() =>
        Effect.repeat(publishWaiting, {
          schedule: Schedule.spaced(gatherFor),
          times: retryAfter,
          while: () => standing !== "usable",
        }).pipe(Effect.andThen(Effect.sync(() => recorded.unsafeOpen()))),
      ),
    );

    yield* journal.lastSeq.pipe(
      Effect.match({
        onSuccess: (last) => {
          seq = last;
          published = last;
        },
        onFailure: (error) => {
          standing = "unread";
          why = error.message;
          alarm(error.message);
        },
      }),
    );
    yield* recorded.await.pipe(
      Effect.andThen(recorded.close),
      Effect.andThen(Effect.sleep(gatherFor)),
      Effect.andThen(writeOrWait),
      Effect.forever,
      Effect.forkScoped,
    );
    const flush = Effect.asVoid(Effect.option(write));
    const flushFast = Effect.suspend(() => (standing === "failing" ? Effect.void : flush));
    yield* Effect.addFinalizer(() =>
      flush.pipe(Effect.andThen(publishWaiting), Effect.andThen(PubSub.publish(listeners, end))),
    );
    const live = Stream.fromPubSub(listeners).pipe(
      Stream.takeWhile((entry) => entry !== end),
      withoutGaps((after, before) => {
        const waiting = waitingNow().filter(({ seq }) => seq > after && seq < before);
        const written = entriesBetween(journal.page, after, waiting[0]?.seq ?? before);
        return Stream.concat(written, Stream.fromIterable(waiting));
      }),
    );
    const note = (path: ChildPath, memory: (() => Memory) | null): void => {
      if (standing === "closed") return;
      unremembered.set(path, memory);
      recorded.unsafeOpen();
    };
    return {
      record,
      remember: note,
      forget: (path) => note(path, null),
      keepRun: (run) => {
        if (standing === "closed") return;
        unkept.add(run);
        recorded.unsafeOpen();
      },
      waitingRuns: () => unkept.all,
      recordedRun: (path) => recordedRuns.get(path) ?? 0,
      store: (effect) => {
        if (standing === "closed") return;
        unstored = [...unstored, effect];
        recorded.unsafeOpen();
      },
      live,
      trouble: () =>
        standing === "failing" || standing === "unread"
          ? { reason: why, waiting: waitingNow().length, dropped }
          : null,
      waiting: Effect.map(publishWaiting, () => waitingNow().filter((entry) => entry.seq <= published)),
      write,
      flush,
      flushFast,
      close: Effect.map(write, () => {
        standing = "closed";
      }),
    };
  });

/** What is said when the journal can be written again, and there were more events than memory has room for. */
const afterLoss = (dropped: number): string =>
  `the journal can be written again, but ${dropped} events of the time before are missing: more than ${keepUnwritten} are not kept in memory`;

const batchOf = (
  entries: ReadonlyArray<JournalEntry>,
  nodes: ReadonlyArray<readonly [ChildPath, (() => Memory) | null]>,
): JournalBatch => ({
  entries,
  memories: nodes.flatMap(([, memory]) => (memory ? [memory()] : [])),
  forgotten: nodes.flatMap(([path, memory]) => (memory ? [] : [path])),
});
