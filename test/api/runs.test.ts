import { Effect, Layer, Stream } from "effect";
import { describe, expect, it } from "vitest";
import { childRuns } from "../../api/tree/past/childRuns.ts";
import { runsPage, runWith } from "../../api/tree/past/runs.ts";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import { type Run, runId } from "../../src/domain/Run.ts";
import { LogStore } from "../../src/ports/store/LogStore.ts";
import { Runs } from "../../src/ports/store/Runs.ts";
import { Supervision } from "../../supervisors/Supervision.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const failed = (path: string, run: number): Run => ({
  ...{ id: runId(path, run), path, run, trigger: "restart", scheduled_for: null, attempt: null },
  ...{ started_at: at(run), ended_at: at(run), outcome: "failed", reason: `end ${run}`, code: 1 },
  ...{ signal: null, by: "system", output: null },
});
const running = (path: string, run: number): Run => ({
  ...failed(path, run),
  ...{ ended_at: null, outcome: "running", reason: "its delay is over", code: null },
});

interface Known {
  readonly written: ReadonlyArray<Run>;
  readonly unwritten?: ReadonlyArray<Run>;
}

/** A daemon whose child web is in backoff after run 3, and whose output is kept of run 3 alone. */
const world = ({ written, unwritten = [] }: Known) => {
  const view = { path: "web", kind: "service", pid: null, run: 3, state: "backoff" };
  const supervision = Layer.succeed(
    Supervision,
    // What else the tree can do is of no concern here.
    { unwrittenRuns: Effect.succeed(unwritten), views: Effect.succeed({ views: [view] }) } as never,
  );
  const line = (seq: number) => ({ seq });
  const logs = Layer.succeed(LogStore, {
    read: ({ run, last }: { readonly run?: number; readonly last?: number }) =>
      run === 3 ? Stream.make(line(last === undefined ? 7 : 9)) : Stream.empty,
  } as never);
  const history = Layer.effect(
    Runs,
    Effect.tap(Runs, (runs) => runs.put(written)),
  ).pipe(Layer.provide(memoryRuns.layer));
  return Layer.mergeAll(supervision, logs, history);
};

describe("the runs of a child", () => {
  it("have the state of their child or the one that their outcome means, their exit, and their kept output", async () => {
    const written = [
      { ...failed("web", 1), outcome: "stopped" as const },
      failed("web", 2),
      failed("web", 3),
    ];
    const { items } = await Effect.runPromise(Effect.provide(childRuns("web", {}), world({ written })));
    expect(items.map(({ id, state, exit, output }) => [id, state, exit?.code, output])).toEqual([
      ["web@3", "backoff", 1, { first: 7, last: 9 }],
      ["web@2", "failed", 1, null],
      ["web@1", "stopped", 1, null],
    ]);
  });

  it("are read page by page", async () => {
    const written = [1, 2, 3, 4, 5].map((run) => failed("web", run));
    const seen: Array<string> = [];
    await Effect.runPromise(
      Effect.gen(function* () {
        let cursor: Parameters<typeof childRuns>[1]["cursor"];
        do {
          const page = yield* childRuns("web", { limit: 2, ...(cursor ? { cursor } : {}) });
          seen.push(...page.items.map(({ id }) => id));
          cursor =
            page.next === null ? undefined : JSON.parse(Buffer.from(page.next, "base64url").toString());
        } while (cursor !== undefined);
      }).pipe(Effect.provide(world({ written }))),
    );
    expect(seen).toEqual(["web@5", "web@4", "web@3", "web@2", "web@1"]);
  });
});

describe("the history of runs", () => {
  const page = (known: Known, query: Partial<Parameters<typeof runsPage>[0]> = {}) =>
    Effect.runPromise(
      Effect.provide(
        Effect.map(runsPage({ within: [""], limit: 9, ...query }, known.unwritten ?? []), ({ runs }) =>
          runs.map(({ id, outcome }) => `${id} ${outcome}`),
        ),
        world(known),
      ),
    );

  it("has the runs that wait to be written, as they are now, once and only if they are wanted", async () => {
    const known = {
      written: [failed("db", 1), running("web", 2)],
      unwritten: [failed("web", 2), running("web", 3)],
    };
    expect(await page(known)).toEqual(["web@3 running", "web@2 failed", "db@1 failed"]);
    expect(await page(known, { outcomes: ["failed"] })).toEqual(["web@2 failed", "db@1 failed"]);
    expect(await page(known, { outcomes: ["running"] })).toEqual(["web@3 running"]);
    expect(await page(known, { within: ["db"] })).toEqual(["db@1 failed"]);
    expect(await page(known, { before: { at: at(9), number: 9 } })).toEqual(["db@1 failed"]);
  });

  it("finds one run by its id, written or not", async () => {
    const known = { written: [running("web", 2)], unwritten: [failed("web", 2)] };
    const find = (id: string, unwritten: ReadonlyArray<Run>) =>
      Effect.runPromise(Effect.provide(runWith(id, unwritten), world(known)));
    expect(await find("web@2", [])).toEqual(running("web", 2));
    expect(await find("web@2", known.unwritten)).toEqual(failed("web", 2));
    expect(await find("web@9", known.unwritten)).toBeNull();
  });
});
