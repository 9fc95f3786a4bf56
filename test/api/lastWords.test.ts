import { Effect, Layer, Stream } from "effect";
import { expect, it } from "vitest";
import { makeLastWords } from "../../api/tree/past/lastWords.ts";
import type { NodeView, ServiceView } from "../../src/domain/view/NodeView.ts";
import { type LogQuery, LogStore } from "../../src/ports/store/LogStore.ts";

/** A store in which every run has said its number on standard error. */
const store = (asked: Array<LogQuery>) =>
  Layer.succeed(LogStore, {
    read: (query: LogQuery) => {
      asked.push(query);
      const { run = 0, within, stream = "stderr" } = query;
      const text = `no room for run ${run}`;
      const line = { seq: run, at: "2026-01-01T00:00:00.000Z", path: within[0] ?? "", run, stream, text };
      return stream === "stderr" ? Stream.make(line) : Stream.empty;
    },
  } as unknown as typeof LogStore.Service);

const failed = (run: number, lastRun: number): NodeView => {
  const last_exit = {
    run: lastRun,
    code: 1,
    signal: null,
    reason: "exit code 1",
    at: "2026-01-01T00:00:00.000Z",
  };
  return { kind: "service", path: "db", state: "failed", pid: null, run, last_exit } as ServiceView;
};

const wordsOf = async (view: NodeView, asked: Array<LogQuery> = []) => {
  const words = await Effect.runPromise(Effect.provide(makeLastWords()([view]), store(asked)));
  return [...words];
};

it("last words are those of the failed run", async () => {
  expect(await wordsOf(failed(4, 4))).toEqual([["db", "no room for run 4"]]);
});

// R8. Cause: a start that came to nothing has no run, and what the run before it had said was shown as its reason.
it("a start that failed without a run has no last words", async () => {
  const asked: Array<LogQuery> = [];
  expect(await wordsOf(failed(5, 4), asked)).toEqual([]);
  expect(asked).toEqual([]);
});
