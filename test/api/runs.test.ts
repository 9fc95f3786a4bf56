import { Effect, Layer, Stream } from "effect";
import { describe, expect, it } from "vitest";
import { runsOf } from "../../api/tree/runs.ts";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { ServiceView } from "../../src/domain/view/NodeView.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { LogStore } from "../../src/ports/LogStore.ts";
import { Supervision } from "../../supervisors/Supervision.ts";

type Exit = { readonly code: number | null; readonly signal: string | null };

/** The entries of runs that crash one after the other; of each the exit, if the daemon of then has recorded it. */
const crashes = (exits: ReadonlyArray<Exit | null>): ReadonlyArray<JournalEntry> =>
  exits.flatMap((exit, index) => {
    const run = index + 1;
    const fact = { type: "transition", subject: "web", by: "system", run } as const;
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, run, second)).toISOString();
    return [
      { ...fact, at: at(0), from: "backoff", to: "starting", reason: "tried again", seq: run * 10 },
      { ...fact, at: at(1), from: "starting", to: "running", reason: "ready", seq: run * 10 + 1 },
      {
        ...{ ...fact, at: at(2), from: "running", to: "backoff", reason: `end ${run}`, seq: run * 10 + 2 },
        ...(exit === null ? {} : { exit }),
      },
    ];
  });

const crashed = { code: 1, signal: null };

interface Known {
  readonly written: ReadonlyArray<JournalEntry>;
  readonly unwritten?: ReadonlyArray<JournalEntry>;
  readonly lastExit?: ServiceView["last_exit"];
  readonly onRead?: () => void;
}

type Asked = Parameters<typeof runsOf>[1];

const runs = ({ written, unwritten = [], lastExit = null, onRead }: Known, asked: Asked = {}) => {
  const view = { path: "web", kind: "service", pid: null, last_exit: lastExit };
  const supervision = Layer.succeed(
    Supervision,
    // What else the tree can do is of no concern here.
    { recorded: Effect.succeed(unwritten), views: Effect.succeed({ views: [view] }) } as never,
  );
  const silent = Layer.succeed(LogStore, { read: () => Stream.empty } as never);
  const journal = Layer.effect(
    Journal,
    Effect.tap(
      Effect.map(Journal, (one) => ({
        ...one,
        newestOf: (part: Parameters<typeof one.newestOf>[0]) => {
          onRead?.();
          return one.newestOf(part);
        },
      })),
      (one) => one.write({ entries: written, memories: [], forgotten: [] }),
    ),
  ).pipe(Layer.provide(memoryJournal.layer));
  return Effect.runPromise(
    Effect.provide(runsOf("web", asked), Layer.mergeAll(supervision, silent, journal)),
  );
};

describe("the runs of a service", () => {
  it("have their exits, also older ones; of entries without, the newest has that of the child", async () => {
    const written = crashes([null, crashed, null]);
    const lastExit = {
      run: 3,
      code: null,
      signal: "SIGKILL",
      reason: "killed",
      at: "2026-01-01T00:03:02.000Z",
    };
    expect((await runs({ written, lastExit })).items).toMatchObject([
      { run: 3, exit: { code: null, signal: "SIGKILL" }, reason: "killed" },
      { run: 2, exit: crashed, reason: "end 2", started_at: "2026-01-01T00:02:00.000Z" },
      { run: 1, exit: null, reason: "end 1", ended_at: "2026-01-01T00:01:02.000Z" },
    ]);
  });

  it("keep the reason of their end, whatever becomes of their child later", async () => {
    const [first] = crashes([crashed]).slice(-1);
    const later = { ...first, at: "2026-01-01T01:00:00.000Z", from: "backoff", to: "stopped", seq: 99 };
    const written = [...crashes([crashed]), { ...later, reason: "stopped by hand" } as JournalEntry];
    expect((await runs({ written })).items).toMatchObject([
      { state: "stopped", reason: "end 1", ended_at: "2026-01-01T00:01:02.000Z" },
    ]);
  });

  it("are those of what is written and of what waits to be written", async () => {
    const all = crashes([crashed, crashed]);
    const { items } = await runs({ written: all.slice(0, 4), unwritten: all.slice(3) });
    expect(items.map(({ run, state, exit }) => [run, state, exit])).toEqual([
      [2, "backoff", crashed],
      [1, "backoff", crashed],
    ]);
  });

  it("are read page by page from the newest on, and of a long journal no more than that", async () => {
    const written = crashes(Array.from({ length: 2_000 }, () => crashed));
    let reads = 0;
    const onRead = (): void => {
      reads += 1;
    };
    let cursor: Asked["cursor"];
    const seen: Array<number> = [];
    for (const page of [1, 2, 3]) {
      const { items, next } = await runs({ written, onRead }, { limit: 100, ...(cursor ? { cursor } : {}) });
      seen.push(...items.map(({ run }) => run));
      expect(
        items.every(({ started_at }) => started_at !== null),
        `page ${page}`,
      ).toBe(true);
      cursor = JSON.parse(Buffer.from(next ?? "", "base64url").toString());
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, index) => 2_000 - index));
    expect(reads).toBeLessThanOrEqual(3);
    // A cursor of the version before names the run alone.
    expect((await runs({ written }, { limit: 1, cursor: { before: 1_701 } })).items).toMatchObject([
      { run: 1_700 },
    ]);
  });
});
