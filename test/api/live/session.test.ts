import { Clock, Effect, Queue, Schema, Stream } from "effect";
import { describe, expect, it } from "vitest";
import { MachineNews } from "../../../api/contract/tree/live.ts";
import { chartOf } from "../../../machines/edges.ts";
import { serviceMachine } from "../../../machines/service.ts";
import type { AccessScope } from "../../../src/policy/access.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { type Machine, onMachine, pass, settle } from "../../supervisors/machine.ts";
import { channelOf, connect, greet, viewer } from "./listening.ts";

const by = { by: "user:test", wait: false };
const tree = `
defaults: { min_uptime: 2s, stop: { timeout: 5s }, backoff: { initial: 30s, jitter: 0, healthy_after: 1h } }
children:
  api: { command: a }
  db: { command: b }
  group: { children: { one: { command: one } } }
`;

const together = `
defaults: { min_uptime: 2s, stop: { timeout: 5s }, backoff: { initial: 30s, jitter: 0, healthy_after: 1h } }
children:
  group: { strategy: one_for_all, children: { one: { command: one }, ledger: { command: ledger } } }
`;

const started = (machine: Machine, of = tree) => Effect.tap(machine.daemon(of), () => pass(4000));

/** A live channel on a tree that runs. */
const world = (machine: Machine, how: Parameters<typeof channelOf>[1] = {}) =>
  Effect.gen(function* () {
    const { supervision } = yield* started(machine);
    const channel = yield* channelOf(supervision, how);
    const state = (scope: AccessScope = null) =>
      Effect.provideService(channel.snapshot(scope), Supervision, supervision);
    return { supervision, channel, state };
  });

const onWorld = <A, E>(
  body: (
    at: Effect.Effect.Success<ReturnType<typeof world>> & { readonly machine: Machine },
  ) => Effect.Effect<A, E>,
  how: Parameters<typeof channelOf>[1] = {},
) =>
  onMachine((machine) =>
    Effect.scoped(Effect.flatMap(world(machine, how), (at) => body({ ...at, machine }))),
  );

const edges = chartOf(serviceMachine).edges.map(({ id }) => id);

describe("a client that says hello", () => {
  it("gets a reset and all nodes as columns, as GET /state has them", () =>
    onWorld(({ channel, state }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel);
        const [reset, snapshot, ...rest] = heard.fresh();
        expect(rest).toEqual([]);
        expect(reset?.reset).toMatchObject({ why: "nothing is known yet", seq: snapshot?.snapshot?.seq });
        // Cause: the first frames had no time, so that ages were told by the browser's clock until the first heartbeat.
        expect(reset?.reset?.t).toBe(yield* Clock.currentTimeMillis);
        expect(snapshot?.snapshot?.nodes).toMatchObject({
          i: [0, 1, 2, 3, 4],
          path: ["", "api", "db", "group", "group/one"],
          parent: [null, 0, 0, 0, 3],
          state: ["running", "running", "running", "running", "running"],
          strategy: ["one_for_one", null, null, "one_for_one", null],
        });
        expect(snapshot?.snapshot).toEqual(yield* state());
      }),
    ));

  it("gets what it has missed, and no more, if that is kept", () =>
    onWorld(({ channel, machine, state }) =>
      Effect.gen(function* () {
        const first = yield* greet(channel);
        first.listening.closed();
        yield* machine.exit("api", { code: 1 });
        yield* pass(1000);
        const second = yield* greet(channel, { has: first.replica });
        const [batch, ...rest] = second.fresh();
        expect(rest).toEqual([]);
        expect(batch?.n?.added?.path).toContain("api");
        expect(batch?.n?.added?.path).not.toContain("db");
        expect(batch?.e?.map(([i, edge]) => `${i} ${edges[edge]}`)).toEqual([
          "1 running: EXITED [isToBeRestarted] -> backoff",
          "1 backoff: BACK_OFF -> backoff.waiting",
        ]);
        for (const frame of second.frames) first.replica.hear(frame);
        expect(first.replica.columns).toEqual((yield* state()).nodes);
        const third = yield* greet(channel, { has: first.replica });
        expect(third.fresh()).toEqual([{ s: first.replica.seq, t: expect.any(Number) }]);
      }),
    ));

  it("gets everything anew if it was away too long, comes from another daemon, or claims to know the future", () =>
    onWorld(({ channel, machine }) =>
      Effect.gen(function* () {
        const first = yield* greet(channel);
        first.listening.closed();
        yield* machine.exit("api", { code: 1 });
        yield* pass(200);
        const { epoch, seq } = first.replica;
        const places = [
          { epoch: "another", seq },
          { epoch, seq: Number(seq) + 1000 },
          { epoch, seq: 0 },
        ];
        for (const place of places) {
          const heard = connect(channel);
          heard.say({ hello: 1, ...place });
          yield* pass(150);
          expect(Object.keys(heard.frames[0] ?? {}), JSON.stringify(place)).toEqual(["reset"]);
          expect(heard.frames[0]?.reset?.why).toBe("what was missed is not kept any more");
          heard.listening.closed();
        }
        const late = connect(channel);
        yield* pass(299_000);
        late.listening.closed();
        yield* pass(3000);
        const returned = yield* greet(channel, { has: first.replica });
        expect(returned.frames[0]?.reset).toBeDefined();
      }),
    ));

  it("is closed if it says nothing for 5 s", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        const silent = connect(channel);
        yield* pass(4900);
        expect(silent.closed).toBeNull();
        yield* pass(1200);
        expect(silent.closed).toBe("1008 no hello within 5 s");
      }),
    ));

  it("is told what is wrong with its frames, and closed", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        const cases: ReadonlyArray<readonly [unknown, number, string]> = [
          ["{", 1007, "a frame is one JSON document"],
          ["[".repeat(5000), 1007, "a frame is one JSON document"],
          [{ hello: 2 }, 1008, "hello"],
          [{ hello: 1, seq: -1 }, 1008, "seq"],
          [{ hello: 1, topics: ["everything"] }, 1008, "topics"],
          [{ hello: 1, topics: [{ metrics: { ids: [1], hz: 50 } }] }, 1008, "hz"],
          [{ hello: 1, by: "admin" }, 1008, "by"],
          [null, 1008, "the first frame is"],
        ];
        for (const [frame, code, about] of cases) {
          const heard = connect(channel);
          heard.say(frame);
          yield* settle;
          expect(heard.frames[0]?.error?.message, JSON.stringify(frame)).toContain(about);
          expect(heard.frames.length).toBe(1);
          expect(heard.closed).toBe(`${code} see the error frame`);
        }
      }),
    ));

  it("is answered at once when it asks how long the way is", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel);
        heard.fresh();
        heard.say({ ping: 7 });
        expect(heard.fresh()).toEqual([{ pong: 7 }]);
        expect(heard.closed).toBeNull();
      }),
    ));

  it("is closed if it sends more than 50 frames a second", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel);
        yield* pass(1000);
        for (let sent = 0; sent < 50; sent += 1) heard.say({ unsubscribe: "log" });
        yield* pass(1100);
        for (let sent = 0; sent < 50; sent += 1) heard.say({ unsubscribe: "log" });
        expect(heard.closed).toBeNull();
        heard.say({ unsubscribe: "log" });
        expect(heard.closed).toBe("1008 more than 50 frames a second");
      }),
    ));
});

describe("changes", () => {
  it("are told at once after a pause, then twenty times a second at most, with nothing in between", () =>
    onWorld(({ channel, machine, state }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel);
        yield* pass(2000);
        heard.fresh();
        yield* machine.exit("api", { code: 1 });
        const first = heard.fresh();
        expect(first.length).toBe(1);
        expect(first[0]?.e?.[0]?.slice(0, 4)).toEqual([
          ...[1, edges.indexOf("running: EXITED [isToBeRestarted] -> backoff"), "running", "backoff"],
        ]);
        yield* machine.exit("db", { code: 1 });
        yield* pass(40);
        expect(heard.fresh()).toEqual([]);
        yield* pass(20);
        const second = heard.fresh();
        expect(second.length).toBe(1);
        expect(second[0]?.n?.updated?.i).toContain(2);
        yield* pass(1000);
        expect(heard.fresh()).toEqual([]);
        expect(heard.replica.columns).toEqual((yield* state()).nodes);
      }),
    ));

  it("come as heartbeats while there are none, so that silence is not taken for peace", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel);
        const { seq } = heard.replica;
        heard.fresh();
        yield* pass(10_100);
        expect(heard.fresh().map(({ s, t, ...rest }) => ({ s, rest }))).toEqual([
          ...[
            { s: seq, rest: {} },
            { s: seq, rest: {} },
          ],
        ]);
      }),
    ));

  it("of a node that comes, goes and comes again are rows, and its number stays", () =>
    onWorld(({ channel, supervision, state }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel);
        yield* Effect.fork(supervision.add("", "last", { argv: ["last"] }, by));
        yield* pass(500);
        const added = heard.fresh().find(({ n }) => n?.added)?.n;
        expect(added).toMatchObject({ added: { i: [5], path: ["last"], parent: [0] } });
        expect(added?.order).toEqual([0, 1, 2, 3, 4, 5]);
        yield* Effect.fork(supervision.remove("last", by));
        yield* pass(6000);
        expect(heard.fresh().flatMap(({ n }) => n?.removed ?? [])).toEqual([5]);
        yield* Effect.fork(supervision.add("", "last", { argv: ["last"] }, by));
        yield* Effect.fork(supervision.add("", "more", { argv: ["more"] }, by));
        yield* pass(500);
        const again = heard.fresh().flatMap(({ n }) => n?.added?.i ?? []);
        expect(again).toEqual([5, 6]);
        expect(heard.replica.columns).toEqual((yield* state()).nodes);
      }),
    ));

  it("are told to those with a scope as far as they are in it, in numbers of their own", () =>
    onWorld(({ channel, machine, state }) =>
      Effect.gen(function* () {
        const all = yield* greet(channel);
        const some = yield* greet(channel, { caller: viewer(["group"]) });
        const same = yield* greet(channel, { caller: viewer(["group"], "other") });
        expect(some.replica.columns).toMatchObject({
          i: [0, 1],
          path: ["group", "group/one"],
          parent: [null, 0],
        });
        yield* machine.exit("api", { code: 1 });
        yield* pass(200);
        yield* machine.exit("group/one", { code: 1 });
        yield* pass(200);
        expect(some.texts.join("")).not.toContain("api");
        expect(
          some.frames
            .slice(2)
            .flatMap(({ e }) => e ?? [])
            .map(([i]) => i),
        ).toEqual([1, 1]);
        expect(same.texts).toEqual(some.texts);
        expect(
          all.frames
            .slice(2)
            .flatMap(({ e }) => e ?? [])
            .map(([i]) => i),
        ).toEqual([1, 1, 4, 4]);
        expect(some.replica.columns).toEqual((yield* state(["group"])).nodes);
      }),
    ));
});

// Cause: the reason of a restart names the sibling that it follows, also to callers who may not see that one.
describe("a client with a scope", () => {
  it("reads no names of nodes that are out of it, in frames, the snapshot, or the view of a watched node", () =>
    onMachine((machine) =>
      Effect.scoped(
        Effect.gen(function* () {
          const { supervision } = yield* started(machine, together);
          const channel = yield* channelOf(supervision);
          const all = yield* greet(channel);
          const some = yield* greet(channel, { caller: viewer(["group/one"]) });
          some.say({ subscribe: { machine: { id: 0 } } });
          yield* machine.exit("group/ledger", { code: 1 });
          yield* pass(200);
          const late = yield* greet(channel, { caller: viewer(["group/one"]) });
          expect(all.texts.join("")).toContain("restart of ledger");
          expect(some.texts.join("")).toContain("restart of (withheld)");
          expect(some.texts.join("")).not.toContain("ledger");
          expect(late.texts.join("")).not.toContain("ledger");
        }),
      ),
    ));
});

describe("a client whose scope was changed", () => {
  it("is told everything anew, also where it was at the newest change: numbers are those of a scope", () =>
    onWorld(({ channel, machine, state }) =>
      Effect.gen(function* () {
        const before = yield* greet(channel);
        before.listening.closed();
        const narrowed = yield* greet(channel, { has: before.replica, caller: viewer(["group"]) });
        expect(narrowed.frames[0]?.reset).toMatchObject({ why: "the scope is another one now" });
        expect(narrowed.replica.columns).toEqual((yield* state(["group"])).nodes);
        narrowed.listening.closed();
        // Another window of the same user, which was told the whole tree.
        const late = yield* greet(channel, { has: before.replica, caller: viewer(["group"]) });
        expect(late.frames[0]?.reset).toBeDefined();
        late.listening.closed();
        yield* machine.exit("group/one", { code: 1 });
        yield* pass(200);
        const present = yield* greet(channel, { caller: viewer(["group"]) });
        present.listening.closed();
        const resumed = yield* greet(channel, { has: present.replica, caller: viewer(["group"]) });
        expect(resumed.frames.map((frame) => Object.keys(frame))).toEqual([["s", "t"]]);
        resumed.listening.closed();
        const widened = yield* greet(channel, { has: present.replica });
        expect(widened.frames[0]?.reset).toBeDefined();
        expect(widened.replica.columns).toEqual((yield* state()).nodes);
      }),
    ));
});

describe("a client that does not read", () => {
  it("is told nothing more above 256 kB, and everything anew when it has caught up", () =>
    onWorld(({ channel, machine, state }) =>
      Effect.gen(function* () {
        const [slow, quick] = [yield* greet(channel), yield* greet(channel)];
        slow.fresh();
        quick.fresh();
        slow.unsent = 300_000;
        yield* machine.exit("api", { code: 1 });
        yield* pass(3000);
        expect(slow.fresh()).toEqual([]);
        expect(quick.fresh().length).toBeGreaterThan(0);
        slow.unsent = 1000;
        yield* pass(1100);
        expect(slow.fresh().map((frame) => Object.keys(frame)[0])).toEqual(["reset", "snapshot"]);
        expect(slow.frames.at(-2)?.reset?.why).toBe("too much was unread");
        expect(slow.replica.columns).toEqual((yield* state()).nodes);
      }),
    ));

  it("is closed after 30 s, or with more than 4 MB", () =>
    onWorld(({ channel, machine }) =>
      Effect.gen(function* () {
        const [slow, full] = [yield* greet(channel), yield* greet(channel)];
        full.unsent = 5_000_000;
        yield* pass(1100);
        expect(full.closed).toBe("1013 more than 4 MB are unread");
        slow.unsent = 300_000;
        yield* machine.exit("api", { code: 1 });
        // It reads too little, but gives signs of life.
        for (let second = 0; second < 29; second += 1) {
          yield* pass(1000);
          slow.listening.alive();
        }
        expect(slow.closed).toBeNull();
        yield* pass(3000);
        expect(slow.closed).toBe("1013 nothing was read for 30 s");
      }),
    ));

  it("is cut off if it answers no pings", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        const [dead, alive] = [yield* greet(channel), yield* greet(channel)];
        for (let quarter = 0; quarter < 4; quarter += 1) {
          expect(dead.closed).toBeNull();
          yield* pass(quarter === 2 ? 14_000 : 15_100);
          alive.listening.alive();
          if (dead.closed !== null) break;
        }
        expect(dead.closed).toBe("cut off");
        expect(dead.pings).toBe(2);
        expect(alive.closed).toBeNull();
      }),
    ));
});

describe("topics", () => {
  it("have the whole view of one node, now and on each change", () =>
    onWorld(({ channel, machine, supervision }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel, { topics: ["state", { machine: { id: 1 } }] });
        expect(heard.fresh().at(-1)?.machine).toMatchObject({ id: 1, view: { state: "running", due: [] } });
        yield* machine.exit("db", { code: 1 });
        yield* pass(200);
        expect(heard.fresh().flatMap(({ machine: one }) => one ?? [])).toEqual([]);
        yield* machine.exit("api", { code: 1 });
        yield* pass(200);
        expect(
          heard
            .fresh()
            .flatMap(({ machine: one }) => one ?? [])
            .at(-1),
        ).toMatchObject({
          ...{ id: 1, view: { path: "api", state: "backoff", due: [{ timer: "backoff" }] } },
        });
        yield* Effect.fork(supervision.remove("api", by));
        yield* pass(6000);
        expect(
          heard
            .fresh()
            .flatMap(({ machine: one }) => one ?? [])
            .at(-1),
        ).toEqual({ id: 1, view: null, lighting: null });
      }),
    ));

  it("have how the chart of that node is lit, as the contract says", () =>
    onWorld(({ channel, machine, supervision }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel, { topics: [{ machine: { id: 1 } }] });
        const news = () => heard.fresh().flatMap(({ machine: one }) => one ?? []);
        const [first] = news();
        expect(first?.lighting).toMatchObject({
          on: ["running", "running.unknown"],
          left: [],
          taken: [],
          timer: null,
        });
        expect(first?.lighting?.legal.filter((id) => id.includes("EXITED"))).toEqual([
          "running: EXITED [isToBeRestarted] -> backoff",
        ]);
        yield* machine.exit("api", { code: 1 });
        yield* pass(200);
        const after = news();
        for (const one of after) expect(Schema.decodeUnknownSync(MachineNews)(one)).toEqual(one);
        const due = after.at(-1)?.view?.due[0];
        expect(after.at(-1)?.lighting).toMatchObject({
          on: ["backoff", "backoff.waiting"],
          left: ["running.unknown"],
          taken: ["running: EXITED [isToBeRestarted] -> backoff", "backoff: BACK_OFF -> backoff.waiting"],
          timer: {
            ...{ state: "backoff.waiting", id: "backoff.waiting: after backoff -> backoff.due" },
            ...{ due_at: due?.at, total_ms: 30_000 },
          },
        });
        // Within a second a stop by hand is shown with what came before it; later alone.
        yield* pass(2000);
        yield* Effect.fork(supervision.stop("api", by));
        yield* pass(200);
        expect(news().at(-1)?.lighting).toMatchObject({
          ...{ on: ["stopped"], left: ["backoff.waiting"], taken: ["backoff: STOP -> stopped"] },
        });
      }),
    ));

  it("tell of the next child that has the path of a removed one", () =>
    onWorld(({ channel, supervision }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel, { topics: [{ machine: { id: 1 } }] });
        yield* Effect.fork(supervision.remove("api", by));
        yield* pass(6000);
        yield* Effect.fork(supervision.add("", "api", { shell: "a" }, by));
        yield* pass(1000);
        const last = heard
          .fresh()
          .flatMap(({ machine: one }) => one ?? [])
          .at(-1);
        expect(last?.view?.path).toBe("api");
        expect(last?.lighting?.on[0]).toBe(last?.view?.state);
      }),
    ));

  it("are told about the chart again only if something in it is new", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel, { topics: [{ machine: { id: 1 } }] });
        heard.fresh();
        yield* pass(30_000);
        const frames = heard.fresh();
        expect(frames.length).toBeGreaterThan(3);
        expect(frames.filter(({ machine: one }) => one !== undefined)).toEqual([]);
      }),
    ));

  it("have CPU and memory of some nodes, as often as was asked, until that is enough", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel);
        heard.say({ subscribe: { metrics: { ids: [1, 99], hz: 1 } } });
        yield* pass(4100);
        const told = heard
          .fresh()
          .filter(({ m }) => m)
          .map(({ m }) => m);
        expect(told.length).toBe(4);
        const none = [null, null];
        expect(told[0]).toEqual({ i: [1, 99], cpu: none, memory: none, descendants: none, open_files: none });
        heard.say({ unsubscribe: "metrics" });
        yield* pass(4000);
        expect(
          heard
            .fresh()
            .filter(({ m }) => m)
            .map(({ m }) => m),
        ).toEqual([]);
      }),
    ));

  it("have the lines of one service behind a number, and wait while nobody reads them", () =>
    Effect.runPromise(
      Effect.gen(function* () {
        const lines = yield* Queue.unbounded<{ readonly seq: number }>();
        const asked: Array<unknown> = [];
        const follow = (query: unknown) => {
          asked.push(query);
          return Stream.fromQueue(lines);
        };
        yield* Effect.promise(() =>
          onWorld(
            ({ channel }) =>
              Effect.gen(function* () {
                const heard = yield* greet(channel, { topics: [{ log: { id: 1, from: 7 } }] });
                expect(asked).toEqual([{ within: ["api"], after: 7 }]);
                yield* Queue.offer(lines, { seq: 8 });
                yield* settle;
                expect(heard.fresh().at(-1)?.log).toEqual({ id: 1, lines: [{ seq: 8 }] });
                heard.unsent = 300_000;
                yield* Queue.offer(lines, { seq: 9 });
                yield* pass(1000);
                expect(heard.fresh()).toEqual([]);
                heard.unsent = 0;
                yield* pass(200);
                expect(heard.fresh().at(-1)?.log).toEqual({ id: 1, lines: [{ seq: 9 }] });
                heard.say({ unsubscribe: "log" });
                yield* settle;
                yield* Queue.offer(lines, { seq: 10 });
                yield* pass(200);
                expect(heard.fresh()).toEqual([]);
                heard.say({ subscribe: { log: { id: 3 } } });
                expect(heard.fresh()[0]?.error?.message).toBe("3 is not a service and has no output");
                expect(heard.closed).toBeNull();
              }),
            { follow: follow as never },
          ),
        );
      }),
    ));

  it("of nodes that there are not, or that are hidden, are refused", () =>
    onWorld(({ channel }) =>
      Effect.gen(function* () {
        yield* greet(channel);
        const heard = yield* greet(channel, { caller: viewer(["group"]) });
        heard.fresh();
        for (const topic of [{ machine: { id: 2 } }, { log: { id: 4 } }]) {
          heard.say({ subscribe: topic });
          expect(heard.fresh()[0]?.error?.message).toMatch(/^no node has the number \d$/);
        }
        expect(heard.closed).toBeNull();
      }),
    ));
});

describe("the rights of a client", () => {
  it("are looked at again when accounts change, and with each ping", () => {
    const callers = new Map([
      ["gone", null],
      ["other", viewer(["group"], "other")],
      ["same", viewer(null, "same")],
    ]);
    let isChanged = false;
    const current = (caller: ReturnType<typeof viewer>) =>
      isChanged && caller.principal.kind === "key" ? (callers.get(caller.principal.id) ?? null) : caller;
    return Effect.runPromise(
      Effect.gen(function* () {
        const changes = yield* Queue.unbounded<void>();
        yield* Effect.promise(() =>
          onWorld(
            ({ channel }) =>
              Effect.gen(function* () {
                const connected = ["gone", "other", "same"].map((name) =>
                  connect(channel, viewer(null, name)),
                );
                for (const one of connected) one.say({ hello: 1 });
                yield* settle;
                isChanged = true;
                yield* Queue.offer(changes, undefined);
                yield* settle;
                expect(connected.map(({ closed }) => closed?.slice(0, 4) ?? null)).toEqual([
                  "4401",
                  "4403",
                  null,
                ]);
                isChanged = false;
                const later = connect(channel, viewer(null, "gone"));
                later.say({ hello: 1 });
                yield* settle;
                isChanged = true;
                yield* pass(15_100);
                expect(later.closed).toBe("4401 the session, key or user no longer exists; log in again");
              }),
            { current, changes: Stream.fromQueue(changes) },
          ),
        );
      }),
    );
  });
});

describe("the channel", () => {
  it("tells the last changes and closes all connections when the daemon ends", () =>
    onWorld(({ channel, machine }) =>
      Effect.gen(function* () {
        const heard = yield* greet(channel);
        yield* machine.exit("api", { code: 1 });
        yield* machine.exit("db", { code: 1 });
        heard.fresh();
        yield* Effect.promise(() => channel.close());
        expect(heard.fresh().flatMap(({ n }) => n?.updated?.i ?? [])).toContain(2);
        expect(heard.closed).toBe("1001 the daemon is ending");
        expect(connect(channel).closed).toBe("1001 the daemon is ending");
      }),
    ));

  it("follows the tree only while there is a client, and five minutes longer", () =>
    onMachine((machine) =>
      Effect.scoped(
        Effect.gen(function* () {
          const { supervision } = yield* started(machine);
          let followers = 0;
          const followed = Effect.tap(supervision.followed, () =>
            Effect.acquireRelease(
              Effect.sync(() => {
                followers += 1;
              }),
              () =>
                Effect.sync(() => {
                  followers -= 1;
                }),
            ),
          );
          const channel = yield* channelOf({ ...supervision, followed });
          yield* pass(1000);
          expect(followers).toBe(0);
          const heard = yield* greet(channel);
          yield* greet(channel);
          expect(followers).toBe(1);
          heard.listening.closed();
          yield* pass(400_000);
          // The other one answers no pings.
          expect(followers).toBe(0);
          yield* greet(channel);
          expect(followers).toBe(1);
        }),
      ),
    ));
});
