import { Effect, Queue, Stream } from "effect";
import { describe, expect, it } from "vitest";
import type { Hold, HoldsOf } from "../../supervisors/node/holds.ts";
import { treeOf } from "../policy/trees.ts";
import { onMachine, pass, settle, written } from "./machine.ts";

const by = { by: "user:me", wait: false };
const how = { by: "user:me", source: "/srv/test.yaml", message: "applied" };
const tree = "defaults: { min_uptime: 0 }\nchildren: { db: { command: db }, web: { command: web } }";

/** What a test has starts and stops wait for: `start web` or `stop db`. */
const makeHolds = () => {
  const holds = new Map<string, { readonly hold: Hold; readonly reasons: Queue.Queue<string> }>();
  const holdsOf: HoldsOf = (node, what) => holds.get(`${what} ${node.path}`)?.hold ?? null;
  /** Gives how that comes to its end. */
  const add = (what: string, reason: string) =>
    Effect.map(Queue.unbounded<string>(), (reasons) => {
      holds.set(what, { hold: { reason, reasons: Stream.fromQueue(reasons) }, reasons });
      return Effect.zipRight(Queue.shutdown(reasons), settle);
    });
  const renew = (what: string, reason: string) =>
    Effect.zipRight(
      Effect.suspend(() => holds.get(what)?.reasons.offer(reason) ?? Effect.void),
      settle,
    );
  const clear = (what: string) =>
    Effect.suspend(() => {
      const found = holds.get(what);
      holds.delete(what);
      return Effect.zipRight(found ? Queue.shutdown(found.reasons) : Effect.void, settle);
    });
  return { holdsOf, add, renew, clear };
};

type Daemon = Effect.Effect.Success<ReturnType<Parameters<Parameters<typeof onMachine>[0]>[0]["daemon"]>>;

const childIn = ({ supervision }: Daemon, path: string) =>
  Effect.map(supervision.status(), ({ children }) => children.find((child) => child.path === path));

const reasonIn = (daemon: Daemon, path: string) =>
  Effect.map(childIn(daemon, path), (child) => `${child?.state}: ${child?.reason}`);

describe("a start that is held", () => {
  it("waits before there is a process, says for what, and begins with the first number once it may", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, renew, clear } = makeHolds();
        yield* add("start web", "waits for db: ready");
        const daemon = yield* machine.daemon(tree, { holdsOf });
        yield* pass(60_000);
        expect(yield* daemon.states).toBe("running, db running, web starting");
        expect(yield* reasonIn(daemon, "web")).toBe("starting: waits for db: ready");
        expect(machine.live()).toEqual(["db 1"]);
        yield* renew("start web", "waits for db: healthy");
        expect(yield* reasonIn(daemon, "web")).toBe("starting: waits for db: healthy");
        yield* clear("start web");
        expect(yield* daemon.states).toBe("running, db running, web running");
        expect(machine.live()).toEqual(["db 1", "web 1"]);
        yield* written;
        const rows = (yield* machine.journal.read({})).filter(({ subject }) => subject === "web");
        expect(rows.flatMap((row) => (row.type === "transition" ? [`${row.to} ${row.run}`] : []))).toEqual([
          "starting null",
          "running 1",
        ]);
      }),
    ));

  it("goes by what is declared once it begins", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        const of = (ready: string) => tree.replace("command: web", `command: web, autostart: false${ready}`);
        const daemon = yield* machine.daemon(of(", ready: { log: up }").replace("min_uptime: 0", ""), {
          holdsOf,
        });
        yield* pass(5_000);
        yield* add("start web", "waits for db: ready");
        yield* daemon.supervision.start("web", by);
        const applied = yield* daemon.supervision.apply(treeOf(of("")), how);
        expect(applied).toMatchObject({ applied: true });
        yield* clear("start web");
        expect(yield* daemon.states).toBe("running, db running, web running");
      }),
    ));

  it("is called off by a stop, and what it waited for starts nothing", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        yield* add("start web", "waits for db: ready");
        const daemon = yield* machine.daemon(tree, { holdsOf });
        yield* settle;
        const outcome = yield* daemon.supervision.stop("web", { by: "user:me", wait: true });
        expect(outcome).toMatchObject({ state: "stopped", reached: true });
        yield* clear("start web");
        expect(yield* daemon.states).toBe("running, db running, web stopped");
        yield* daemon.supervision.start("web", { by: "user:me", wait: true });
        expect(machine.live()).toEqual(["db 1", "web 1"]);
      }),
    ));

  it("is not begun by what an earlier start waited for that was called off", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add } = makeHolds();
        const endFirst = yield* add("start web", "waits for db: ready");
        const daemon = yield* machine.daemon(tree, { holdsOf });
        yield* settle;
        yield* daemon.supervision.stop("web", by);
        yield* add("start web", "waits for its turn");
        yield* daemon.supervision.start("web", by);
        yield* endFirst;
        expect(yield* reasonIn(daemon, "web")).toBe("starting: waits for its turn");
        expect(machine.live()).toEqual(["db 1"]);
      }),
    ));

  it("ends with the tree when that is stopped", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add } = makeHolds();
        yield* add("start web", "waits for db: ready");
        const daemon = yield* machine.daemon(tree, { holdsOf });
        yield* settle;
        yield* daemon.supervision.stop("", { by: "user:me", wait: true });
        expect(yield* daemon.states).toBe("stopped, db stopped, web stopped");
        expect(machine.live()).toEqual([]);
      }),
    ));

  it("holds a restart by the system too, which counts once", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        const daemon = yield* machine.daemon(tree, { holdsOf });
        yield* pass(120_000);
        yield* add("start web", "the pool is full");
        yield* machine.exit("web", { code: 1 });
        expect(yield* reasonIn(daemon, "web")).toBe("starting: the pool is full");
        yield* clear("start web");
        expect(machine.live()).toEqual(["db 1", "web 2"]);
        expect(yield* childIn(daemon, "web")).toMatchObject({ state: "running", restarts: 1, run: 2 });
      }),
    ));
});

describe("an apply while a start is held", () => {
  const declare = (children: string) => treeOf(`defaults: { min_uptime: 0 }\nchildren: { ${children} }`);

  it("changes, adds and removes other children, and the held one begins as it would have", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        yield* add("start web", "waits for db: ready");
        const daemon = yield* machine.daemon(`${tree.slice(0, -2)}, old: { command: old } }`, { holdsOf });
        yield* pass(5_000);
        expect(yield* daemon.states).toBe("running, db running, web starting, old running");
        const wanted = declare("db: { command: db --new }, web: { command: web }, more: { command: more }");
        const applied = yield* daemon.supervision.apply(wanted, how);
        expect(applied).toMatchObject({ applied: true, error: null });
        expect(yield* daemon.states).toBe("running, db running, web starting, more running");
        expect(machine.live()).toEqual(["more 1", "db 2"]);
        expect(yield* reasonIn(daemon, "web")).toBe("starting: waits for db: ready");
        yield* clear("start web");
        expect(yield* daemon.states).toBe("running, db running, web running, more running");
      }),
    ));

  it("does not wait for a child whose start is held, neither a new one nor one that it restarts", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        const daemon = yield* machine.daemon(tree, { holdsOf });
        yield* pass(5_000);
        yield* add("start web", "waits for more: ready");
        yield* add("start group/new", "the pool is full");
        const wanted = declare(
          "db: { command: db }, web: { command: web --new }, group: { children: { new: { command: new }, other: { command: other } } }, more: { command: more }",
        );
        const applied = yield* daemon.supervision.apply(wanted, how);
        expect(applied).toMatchObject({ applied: true, error: null });
        expect(machine.live()).toEqual(["db 1", "group/other 1", "more 1"]);
        expect(yield* reasonIn(daemon, "web")).toBe("starting: waits for more: ready");
        yield* clear("start web");
        yield* clear("start group/new");
        expect(yield* daemon.states).toBe(
          "running, db running, web running, group running, group/new running, group/other running, more running",
        );
      }),
    ));

  it("leaves those that are started after it to their turn", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        yield* add("start b", "waits for x: ready");
        const serial = (children: string) =>
          `defaults: { min_uptime: 0 }\nstrategy: rest_for_one\nchildren: { ${children} }`;
        const children = "a: { command: a }, b: { command: b }, c: { command: c }";
        const daemon = yield* machine.daemon(serial(children), { holdsOf });
        yield* pass(5_000);
        expect(yield* daemon.states).toBe("starting, a running, b starting, c stopped");
        const wanted = treeOf(
          serial(`${children.replace("command: c", "command: c --new")}, d: { command: d }`),
        );
        const applied = yield* daemon.supervision.apply(wanted, how);
        expect(applied).toMatchObject({ applied: true, error: null });
        expect(yield* daemon.states).toBe("starting, a running, b starting, c stopped, d stopped");
        yield* clear("start b");
        expect(yield* daemon.states).toBe("running, a running, b running, c running, d running");
        expect(machine.live()).toEqual(["a 1", "b 1", "c 1", "d 1"]);
      }),
    ));

  it("that fails brings the others back, and the held start is held still", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        yield* add("start web", "waits for db: ready");
        const daemon = yield* machine.daemon(tree, { holdsOf });
        yield* pass(5_000);
        const wanted = declare(
          "db: { command: db --new }, web: { command: web }, absent: { command: absent }",
        );
        const applied = yield* daemon.supervision.apply(wanted, how);
        expect(applied).toMatchObject({ applied: false, restore_error: null });
        expect(yield* daemon.states).toBe("running, db running, web starting");
        yield* clear("start web");
        expect(yield* daemon.states).toBe("running, db running, web running");
      }),
    ));
});

describe("a stop that is held", () => {
  it("asks the process when nothing holds it any more, and not before", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, renew, clear } = makeHolds();
        const daemon = yield* machine.daemon(tree, { holdsOf });
        yield* pass(5_000);
        yield* add("stop db", "waits for web: stopped");
        yield* daemon.supervision.stop("db", by);
        yield* pass(60_000);
        expect(yield* reasonIn(daemon, "db")).toBe("stopping: waits for web: stopped");
        yield* renew("stop db", "waits for web to drain");
        expect(yield* reasonIn(daemon, "db")).toBe("stopping: waits for web to drain");
        expect(machine.asked).toEqual([]);
        yield* clear("stop db");
        expect(machine.asked).toEqual(["db 1"]);
        expect(yield* reasonIn(daemon, "db")).toBe("stopped: stopped by hand");
      }),
    ));

  it("is over when the time of its supervisor is: what is left is killed", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add } = makeHolds();
        const group =
          "defaults: { min_uptime: 0 }\nchildren: { g: { shutdown: 5s, children: { db: { command: db } } } }";
        const daemon = yield* machine.daemon(group, { holdsOf });
        yield* pass(1_000);
        yield* add("stop g/db", "waits for ever");
        yield* daemon.supervision.stop("g", by);
        yield* pass(4_000);
        expect(machine.live()).toEqual(["g/db 1"]);
        yield* pass(2_000);
        expect(yield* daemon.states).toBe("running, g stopped, g/db stopped");
        expect([machine.live(), machine.asked]).toEqual([[], []]);
      }),
    ));
});

describe("the next daemon", () => {
  it("lets a start wait that was held, and begins it once", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        const old = yield* machine.daemon(tree, { holdsOf });
        yield* pass(120_000);
        yield* add("start web", "the pool is full");
        yield* machine.exit("web", { code: 1 });
        yield* written;
        yield* old.die;
        const next = yield* machine.daemon(tree, { holdsOf });
        yield* pass(5_000);
        expect(yield* reasonIn(next, "web")).toBe("starting: the pool is full");
        expect(machine.live()).toEqual(["db 1"]);
        yield* clear("start web");
        expect(machine.live()).toEqual(["db 1", "web 2"]);
        expect(yield* childIn(next, "web")).toMatchObject({ state: "running", restarts: 1 });
        expect(machine.violations).toEqual([]);
      }),
    ));

  it("begins at once what was held and is no more, and takes up a run that began before anybody wrote that down", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        yield* add("start web", "the pool is full");
        const old = yield* machine.daemon(tree, { holdsOf });
        yield* pass(5_000);
        yield* old.die;
        yield* clear("start web");
        const next = yield* machine.daemon(tree, { holdsOf });
        yield* pass(5_000);
        expect(machine.live()).toEqual(["db 1", "web 1"]);
        yield* add("start web", "the pool is full");
        yield* next.supervision.restart("web", by);
        yield* written;
        yield* clear("start web");
        yield* next.die;
        const last = yield* machine.daemon(tree, { holdsOf });
        yield* pass(5_000);
        expect(yield* last.states).toBe("running, db running, web running");
        expect(machine.live()).toEqual(["db 1", "web 2"]);
        expect(yield* childIn(last, "web")).toMatchObject({ restarts: 0 });
        expect(machine.violations).toEqual([]);
      }),
    ));

  it("lets a stop wait that was held, then asks for the reason that it had", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { holdsOf, add, clear } = makeHolds();
        const old = yield* machine.daemon(tree, { holdsOf });
        yield* pass(5_000);
        yield* add("stop db", "waits for web: stopped");
        yield* old.supervision.stop("db", by);
        yield* written;
        yield* old.die;
        const next = yield* machine.daemon(tree, { holdsOf });
        yield* pass(60_000);
        expect(yield* reasonIn(next, "db")).toBe("stopping: waits for web: stopped");
        expect(machine.asked).toEqual([]);
        yield* clear("stop db");
        expect(yield* reasonIn(next, "db")).toBe("stopped: stopped by hand");
      }),
    ));
});
