// What people ask of the slots in which the runs of jobs go, and what a job that is taken out of the tree leaves.
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { makeLedger } from "../../src/adapters/memory/Ledger.ts";
import { treeOf } from "../policy/trees.ts";
import { onMachine, pass } from "./machine.ts";

const by = { by: "user:ann", wait: true } as const;
const tree = `children:
  backup: { command: b, schedule: { manual: true, overlap: allow }, retry: { times: 1, backoff: 1m } }
  web: { command: web, min_uptime: 0 }`;

const request = { by: "user:ann", parameters: {} };

describe("a slot of a job", () => {
  it("is not started, restarted, scaled or removed, and the refusal says what to do", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(tree);
        const jobs = yield* supervision.jobs;
        yield* jobs.run("backup", request);
        yield* pass(10);
        yield* supervision.stop("backup#1", by);
        const message = (command: Effect.Effect<unknown, { readonly message: string }>) =>
          Effect.map(Effect.flip(command), (error) => error.message);
        const refused = "it is a slot of the job backup; ";
        const started = `backup#1 can't be started: ${refused}\`sentinel run backup\` starts a run of it`;
        expect(yield* message(supervision.start("backup#1", by))).toBe(started);
        expect(yield* message(supervision.restart("backup#1", by))).toBe(started);
        expect(yield* message(supervision.scale("backup#1", 2, by))).toBe(
          `backup#1 can't be scaled: ${refused}\`overlap: allow\` lets its runs go beside each other`,
        );
        expect(yield* message(supervision.remove("backup#1", by))).toBe(
          `backup#1 can't be removed: ${refused}\`sentinel stop backup#1\` stops its run, \`sentinel remove backup\` removes the job`,
        );
        const { views } = yield* supervision.views;
        expect(views.find(({ path }) => path === "backup#1")?.allowed).toEqual(["stop", "signal"]);
      }),
    ));

  it("is stopped: its run is, no attempt follows, and the other runs and the job go on", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree);
        const jobs = yield* daemon.supervision.jobs;
        yield* jobs.run("backup", request);
        yield* jobs.run("backup", request);
        yield* pass(10);
        expect(yield* daemon.supervision.stop("backup#2", by)).toMatchObject({ reached: true });
        expect(machine.asked).toEqual(["backup#2 2"]);
        yield* pass(120_000);
        expect(machine.runs.filter(({ end }) => end === null).map(({ path }) => path)).toEqual([
          "web",
          "backup#1",
        ]);
        expect(yield* daemon.supervision.stop("backup#2", by)).toMatchObject({
          reached: true,
          reason: "nothing ran in it",
        });
        expect(yield* daemon.states).toContain("backup running");
      }),
    ));

  it("whose run has failed is stopped before its next attempt", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree);
        const jobs = yield* daemon.supervision.jobs;
        yield* jobs.run("backup", request);
        yield* pass(10);
        yield* machine.exit("backup#1", { code: 1 });
        yield* pass(30_000);
        yield* daemon.supervision.stop("backup#1", by);
        yield* pass(60_000);
        expect(machine.runs.filter(({ path }) => path === "backup#1")).toHaveLength(1);
      }),
    ));
});

describe("a job that is taken out of the file", () => {
  it("has skipped what waited because it was removed, and not because somebody asked", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const ledger = makeLedger();
        const job = "nightly: { command: n, schedule: { every: 1m, overlap: queue } }";
        const daemon = yield* machine.daemon(`children: { ${job}, web: { command: web } }`, { ledger });
        yield* pass(125_000);
        const without = treeOf("children: { web: { command: web } }");
        const applied = daemon.supervision.apply(
          { ...without, name: "test" },
          { ...by, source: "s", message: "" },
        );
        yield* Effect.fork(applied);
        yield* pass(20_000);
        const rows = yield* ledger.read({ jobs: ["nightly"], limit: 10 });
        expect(rows.map(({ outcome }) => outcome)).toEqual([
          { outcome: "skipped", reason: "removed" },
          { outcome: "skipped", reason: "removed" },
          { outcome: "ran", runs: [1] },
        ]);
      }),
    ));
});
