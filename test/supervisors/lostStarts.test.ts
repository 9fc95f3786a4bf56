// A daemon that is killed between the decision about a start, which is stored, and the start itself.
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import type { JobState, Phase } from "../../src/domain/job/JobState.ts";
import type { Run } from "../../src/domain/Run.ts";
import { withoutDecisions } from "../../src/policy/job/declaring.ts";
import { Runs } from "../../src/ports/store/Runs.ts";
import { addLostStarts } from "../../supervisors/adoption/lostStarts.ts";

const date = Date.UTC(2026, 0, 1, 3);
const startedAt = date + 20;
const going = { run: 9, slot: 2, pool: null, startedAt, stopAt: null, killGraceMs: 10_000 };

const stateWith = (phase: Phase): JobState => ({
  ...withoutDecisions(9),
  removed: false,
  starts: [{ id: 9, trigger: "schedule", date, request: null, phase, runs: [8, 9], lastEnd: null }],
});

const asInHistory: Run = {
  ...{ id: "backup#2@9", path: "backup#2", run: 9, trigger: "retry", attempt: 2, by: "system" },
  scheduled_for: "2026-01-01T03:00:00.000Z",
  started_at: "2026-01-01T03:00:00.020Z",
  ...{ ended_at: null, outcome: "lost", code: null, signal: null, output: null },
  reason: "the daemon was killed as it started it",
};

/** What is added to a history that has some runs, and for whose log others wait. */
const added = (phase: Phase, stored: ReadonlyArray<Run>, waiting: ReadonlyArray<Run>) => {
  const kept: Array<Run> = [];
  const log = { waitingRuns: () => waiting, keepRun: (run: Run) => void kept.push(run) };
  const jobs = [{ job: "backup", state: stateWith(phase) }];
  return Effect.gen(function* () {
    yield* (yield* Runs).put(stored);
    yield* addLostStarts(log, { at: null, jobs, unreadable: [] });
    return kept;
  }).pipe(Effect.provide(memoryRuns.layer), Effect.runPromise);
};

describe("a start that was stored and never carried out", () => {
  it("is a lost run in the history", async () => {
    expect(await added({ kind: "running", going }, [], [])).toEqual([asInHistory]);
    expect(await added({ kind: "stopping", going, cause: "requested", killAt: null }, [], [])).toEqual([
      asInHistory,
    ]);
  });

  it("is left as it is where the history has it, or will have it", async () => {
    const run: Run = { ...asInHistory, outcome: "succeeded", code: 0 };
    expect(await added({ kind: "running", going }, [run], [])).toEqual([]);
    expect(await added({ kind: "running", going }, [], [run])).toEqual([]);
  });

  it("has no run if it waited", async () => {
    expect(await added({ kind: "waiting", since: 0 }, [], [])).toEqual([]);
    expect(await added({ kind: "backoff", due: 0 }, [], [])).toEqual([]);
  });
});
