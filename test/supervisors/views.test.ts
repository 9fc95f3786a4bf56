import { Chunk, Effect, Fiber, Schema, Stream } from "effect";
import { describe, expect, it } from "vitest";
import { edgeOf, transitionsOf } from "../../machines/edges.ts";
import { serviceMachine } from "../../machines/service.ts";
import { NodeView, type NodeView as View } from "../../src/domain/view/NodeView.ts";
import { type Machine, onMachine, pass, settle, written } from "./machine.ts";

const by = { by: "user:test", wait: false };
const tree = `
defaults: { min_uptime: 2s, stop: { timeout: 5s }, backoff: { initial: 30s, jitter: 0 } }
children:
  api: { command: a }
  deaf: { command: d }
  group: { children: { one: { command: one } } }
`;

const started = (machine: Machine) => Effect.tap(machine.daemon(tree), () => pass(4000));

const viewOf = (views: ReadonlyArray<View>, path: string): View => {
  const view = views.find((one) => one.path === path);
  if (view === undefined) throw new Error(`there is no view of ${path}`);
  return view;
};

describe("the views of a tree", () => {
  it("have every node, the root first, in the form that is published", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        const { views, seq, epoch } = yield* supervision.views;
        expect(views.map(({ path }) => path)).toEqual(["", "api", "deaf", "group", "group/one"]);
        expect(Schema.decodeUnknownSync(Schema.Array(NodeView))(views)).toEqual(views);
        expect(Math.max(...views.map((view) => view.seq))).toBeLessThanOrEqual(seq);
        expect(epoch).not.toBe("");
      }),
    ));

  it("stay the same objects until something of their nodes changes, and get the next numbers then", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        const before = yield* supervision.views;
        yield* pass(1000);
        const later = yield* supervision.views;
        expect(later.seq).toBe(before.seq);
        for (const [index, view] of later.views.entries()) expect(view).toBe(before.views[index]);
        yield* machine.exit("api", { code: 1 });
        const after = yield* supervision.views;
        expect(after.seq).toBeGreaterThan(before.seq);
        expect(viewOf(after.views, "group/one")).toBe(viewOf(before.views, "group/one"));
        expect(viewOf(after.views, "api").seq).toBeGreaterThan(before.seq);
      }),
    ));

  it("have an epoch of their own with each daemon", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const first = yield* started(machine);
        const { epoch } = yield* first.supervision.views;
        yield* written;
        yield* first.die;
        const next = yield* started(machine);
        expect((yield* next.supervision.views).epoch).not.toBe(epoch);
      }),
    ));

  it("name the timers that the chart has set, and when they fire: none where nothing is waited for", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(tree);
        const due = (path: string) =>
          Effect.map(supervision.views, ({ views }) => viewOf(views, path).due.map(({ timer }) => timer));
        expect(yield* due("api")).toEqual(["minUptime"]);
        yield* pass(4000);
        expect(yield* due("api")).toEqual([]);
        // The first restart after a healthy run is made at once.
        for (const _ of [1, 2]) yield* machine.exit("api", { code: 1 });
        const waiting = viewOf((yield* supervision.views).views, "api");
        expect(waiting.value).toBe("backoff.waiting");
        expect(waiting.due).toEqual([{ timer: "backoff", at: waiting.next_attempt_at }]);
        yield* supervision.stop("deaf", by);
        yield* settle;
        const stopping = viewOf((yield* supervision.views).views, "deaf");
        expect(stopping.value).toBe("stopping.asking.withDeadline");
        expect(stopping.due).toEqual([
          { timer: "stopTimeout", at: stopping.kind === "service" ? stopping.kill_at : null },
        ]);
      }),
    ));
});

describe("the changes of the views", () => {
  it("joined to a snapshot give the views as they are later", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        const seen = yield* Effect.fork(
          Stream.runCollect(Stream.takeUntil(supervision.changes, ({ path }) => path === "last")),
        );
        yield* settle;
        const begin = yield* supervision.views;
        yield* machine.exit("api", { code: 1 });
        yield* supervision.stop("group", by);
        yield* pass(1000);
        yield* Effect.fork(supervision.remove("deaf", by));
        yield* pass(6000);
        yield* Effect.fork(supervision.add("", "last", { argv: ["last"] }, by));
        yield* pass(10);
        const known = new Map(begin.views.map((view) => [view.path, view]));
        for (const { path, view, seq } of Chunk.toReadonlyArray(yield* Fiber.join(seen))) {
          if (seq <= begin.seq) continue;
          if (view === null) known.delete(path);
          else known.set(path, view);
        }
        const end = (yield* supervision.views).views;
        const compared = (views: Iterable<View>) =>
          [...views]
            .map(({ path, state, value }) => `${path} ${state} ${value}`)
            .filter((one) => !/^(last)? /.test(one));
        expect(compared(known.values()).toSorted()).toEqual(compared(end).toSorted());
        expect(known.has("deaf")).toBe(false);
      }),
    ));

  it("have the edges that were taken since, each one of the chart's, and so has the journal", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        const seen = yield* Effect.fork(
          Stream.runCollect(
            Stream.takeUntil(supervision.changes, ({ view }) => view?.value === "backoff.waiting"),
          ),
        );
        yield* settle;
        for (const _ of [1, 2]) yield* machine.exit("api", { code: 1 });
        const edges = Chunk.toReadonlyArray(yield* Fiber.join(seen)).flatMap((change) =>
          change.path === "api" ? change.edges : [],
        );
        const legal = new Set(transitionsOf(serviceMachine).map((one) => edgeOf(one).id));
        expect(edges.length).toBeGreaterThan(0);
        for (const { id } of edges) expect(legal).toContain(id);
        yield* written;
        const entries = yield* machine.journal.read({ within: "api" });
        const last = entries.findLast((entry) => entry.type === "transition");
        expect(last).toMatchObject({
          from: "starting",
          to: "backoff",
          value: expect.stringMatching(/^backoff/),
        });
        // What is taken after the row that it has led to waits for the next row.
        const recorded = new Set(
          entries.flatMap((entry) =>
            entry.type === "transition" ? (entry.edges ?? []).map(({ id, at }) => `${id} ${at}`) : [],
          ),
        );
        const unrecorded = edges.filter(({ id, at }) => !recorded.has(`${id} ${at}`));
        expect(unrecorded.map(({ id }) => id)).toEqual(["backoff: BACK_OFF -> backoff.waiting"]);
      }),
    ));
});
