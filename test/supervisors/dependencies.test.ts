import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { treeOf } from "../policy/trees.ts";
import { onMachine, pass, settle } from "./machine.ts";

const by = { by: "user:me", wait: false };
const how = { by: "user:me", source: "/srv/test.yaml", message: "applied" };
const head = "defaults: { min_uptime: 2s }\nchildren:\n";
const shop = `${head}  api: { command: api, after: { db: ready } }\n  db: { command: db }\n`;

type Daemon = Effect.Effect.Success<ReturnType<Parameters<Parameters<typeof onMachine>[0]>[0]["daemon"]>>;

const childIn = ({ supervision }: Daemon, path: string) =>
  Effect.map(supervision.status(), ({ children }) => children.find((child) => child.path === path));

const reasonIn = (daemon: Daemon, path: string) =>
  Effect.map(childIn(daemon, path), (child) => `${child?.state}: ${child?.reason}`);

describe("a child with a dependency", () => {
  it("is started once the other one is ready, wherever that is in the file", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(shop);
        yield* settle;
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for db: ready");
        expect(machine.live()).toEqual(["db 1"]);
        yield* pass(2_000);
        expect(machine.live()).toEqual(["db 1", "api 1"]);
        yield* pass(2_000);
        expect(yield* daemon.states).toBe("running, api running, db running");
      }),
    ));

  it("is started with the other one's process if that only has to be started", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        yield* machine.daemon(shop.replace("db: ready", "db: started"));
        yield* settle;
        expect(machine.live()).toEqual(["db 1", "api 1"]);
      }),
    ));

  it("waits until a one-off job has finished, and longer if that fails", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const migrate = `${head}  api: { command: api, after: { migrate: finished } }\n  migrate: { command: m, oneshot: true, restart: transient }\n`;
        const daemon = yield* machine.daemon(migrate);
        yield* pass(5_000);
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for migrate: finished");
        yield* machine.exit("migrate", { code: 1 });
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for migrate: finished");
        yield* pass(30_000);
        expect(machine.live()).toEqual(["migrate 2"]);
        yield* machine.exit("migrate", { code: 0 });
        expect(machine.live()).toEqual(["api 1"]);
      }),
    ));

  it("waits with everything under it if it is a supervisor, and for all children of one", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const groups = `${head}  web:\n    after: { store: ready }\n    children: { a: { command: a }, b: { command: b } }\n  store:\n    children: { db: { command: db }, cache: { command: cache } }\n`;
        const daemon = yield* machine.daemon(groups);
        yield* settle;
        expect(yield* reasonIn(daemon, "web/b")).toBe("starting: waits for store: ready");
        expect(machine.live()).toEqual(["store/db 1", "store/cache 1"]);
        yield* pass(4_000);
        expect(yield* daemon.states).toBe(
          "running, web running, web/a running, web/b running, store running, store/db running, store/cache running",
        );
      }),
    ));

  it("waits with each of its replicas", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          `${head}  api: { command: api, replicas: 2, after: [db] }\n  db: { command: db }\n`,
        );
        yield* settle;
        expect(yield* reasonIn(daemon, "api#2")).toBe("starting: waits for db: ready");
        yield* pass(4_000);
        expect(machine.live()).toEqual(["db 1", "api#1 1", "api#2 1"]);
      }),
    ));

  it("says that the other one is stopped, and is started when a user starts that", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          `${head}  api: { command: api, after: [db] }\n  db: { command: db, autostart: false }\n`,
        );
        yield* pass(60_000);
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for db: ready (it is stopped)");
        yield* daemon.supervision.start("db", by);
        yield* settle;
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for db: ready");
        yield* pass(4_000);
        expect(yield* daemon.states).toBe("running, api running, db running");
      }),
    ));

  it("does not keep the children beside it from being restarted", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          `${shop.replace("db: { command: db }", "db: { command: db, autostart: false }")}  cache: { command: cache }\n`,
        );
        yield* pass(10_000);
        expect(yield* daemon.states).toBe("running, api starting, db stopped, cache running");
        yield* machine.exit("cache", { code: 1 });
        yield* pass(10_000);
        expect(yield* childIn(daemon, "cache")).toMatchObject({ state: "running", run: 2 });
      }),
    ));

  it("says that the other one has failed", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          `${head}  api: { command: api, after: [absent] }\n  absent: { command: absent }\n`,
        );
        yield* pass(120_000);
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for absent: ready (it has failed)");
      }),
    ));

  it("names all that it still waits for", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          `${head}  api: { command: api, after: [db, cache] }\n  db: { command: db }\n  cache: { command: cache, min_uptime: 10s }\n`,
        );
        yield* settle;
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for db: ready, cache: ready");
        yield* pass(3_000);
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for cache: ready");
      }),
    ));

  it("waits again when it is restarted while the other one is down", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(shop);
        yield* pass(120_000);
        yield* daemon.supervision.stop("db", { by: "user:me", wait: true });
        yield* machine.exit("api", { code: 1 });
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for db: ready (it is stopped)");
        yield* daemon.supervision.start("db", by);
        yield* pass(4_000);
        expect(yield* daemon.states).toBe("running, api running, db running");
      }),
    ));

  it("is stopped before the other one, whatever their order in the file", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(shop);
        yield* pass(10_000);
        yield* daemon.supervision.stop("", { by: "user:me", wait: true });
        expect(machine.asked).toEqual(["api 1", "db 1"]);
        yield* daemon.supervision.start("", by);
        yield* pass(10_000);
        // Undeclared, they are stopped in reverse order.
        yield* daemon.supervision.apply(treeOf(shop.replace(", after: { db: ready }", "")), how);
        yield* daemon.supervision.stop("", { by: "user:me", wait: true });
        expect(machine.asked.slice(2)).toEqual(["db 2", "api 2"]);
      }),
    ));

  it("is stopped with its supervisor before what is beside that one", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          `${head}  web:\n    children: { api: { command: api, after: [db] } }\n  other: { command: other }\n  db: { command: db }\n`,
        );
        yield* pass(10_000);
        yield* daemon.supervision.stop("", { by: "user:me", wait: true });
        expect(machine.asked).toEqual(["web/api 1", "db 1", "other 1"]);
      }),
    ));

  it("follows a changed declaration while it waits", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const three = `${shop}  cache: { command: cache }\n`.replace(
          "db: { command: db }",
          "db: { command: db, autostart: false }",
        );
        const daemon = yield* machine.daemon(three);
        yield* pass(10_000);
        expect(machine.live()).toEqual(["cache 1"]);
        const applied = yield* daemon.supervision.apply(
          treeOf(three.replace("db: ready", "cache: ready")),
          how,
        );
        expect(applied).toMatchObject({ applied: true, error: null });
        yield* pass(10_000);
        expect(machine.live()).toEqual(["cache 1", "api 1"]);
      }),
    ));

  it("keeps the other one from being removed by hand", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(shop);
        yield* pass(10_000);
        const refused = yield* Effect.flip(daemon.supervision.remove("db", by));
        expect(refused.message).toBe(
          "db can't be removed: api could never start without it; remove `after` there first",
        );
        expect(yield* daemon.states).toBe("running, api running, db running");
        yield* daemon.supervision.remove("api", by);
        yield* daemon.supervision.remove("db", by);
        expect(machine.live()).toEqual([]);
      }),
    ));

  it("is explained with everything that it waits for", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          `${head}  web:\n    after: { db: { for: started, propagate: stop } }\n    children: { api: { command: api, after: [cache] } }\n  db: { command: db }\n  cache: { command: cache }\n`,
        );
        yield* settle;
        const { sentences } = yield* daemon.supervision.explain("web/api");
        expect(sentences.filter((sentence) => sentence.startsWith("It is started once"))).toEqual([
          "It is started once cache is ready.",
          "It is started once db runs, and is stopped as long as it does not run (declared by web).",
        ]);
      }),
    ));

  it("goes on waiting under the next daemon", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const slow = shop.replace("db: { command: db }", "db: { command: db, min_uptime: 30s }");
        const first = yield* machine.daemon(slow);
        yield* pass(10_000);
        yield* first.die;
        const next = yield* machine.daemon(slow);
        yield* settle;
        expect(yield* reasonIn(next, "api")).toBe("starting: waits for db: ready");
        yield* pass(25_000);
        expect(yield* next.states).toBe("running, api running, db running");
        expect(machine.live()).toEqual(["db 1", "api 1"]);
      }),
    ));
});

describe("a dependency that restarts", () => {
  const propagating = (propagate: string) =>
    shop.replace("db: ready", `db: { for: ready, propagate: ${propagate} }`);

  it("leaves the child running if nothing else is declared", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        yield* machine.daemon(propagating("none"));
        yield* pass(120_000);
        yield* machine.exit("db", { code: 1 });
        yield* pass(10_000);
        expect(machine.live()).toEqual(["api 1", "db 2"]);
      }),
    ));

  it("has the child restarted once it is ready again", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(propagating("restart"));
        yield* pass(120_000);
        yield* machine.exit("db", { code: 1 });
        yield* pass(1_000);
        expect(machine.live()).toEqual(["api 1", "db 2"]);
        yield* pass(10_000);
        expect(machine.live()).toEqual(["db 2", "api 2"]);
        yield* pass(60_000);
        expect(machine.live()).toEqual(["db 2", "api 2"]);
        expect(yield* daemon.states).toBe("running, api running, db running");
      }),
    ));

  it("has the child stopped at once, and started when it is ready again", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(propagating("stop"));
        yield* pass(120_000);
        yield* daemon.supervision.stop("db", { by: "user:me", wait: true });
        yield* pass(100);
        expect(machine.live()).toEqual([]);
        expect(yield* reasonIn(daemon, "api")).toBe("starting: waits for db: ready (it is stopped)");
        yield* daemon.supervision.start("db", by);
        yield* pass(10_000);
        expect(machine.live()).toEqual(["db 2", "api 2"]);
      }),
    ));

  it("does not start a child again that a user has stopped", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(propagating("restart"));
        yield* pass(120_000);
        yield* daemon.supervision.stop("api", { by: "user:me", wait: true });
        yield* machine.exit("db", { code: 1 });
        yield* pass(10_000);
        expect(machine.live()).toEqual(["db 2"]);
      }),
    ));

  it("restarts nothing while the whole tree is stopped", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(propagating("stop"));
        yield* pass(120_000);
        yield* daemon.supervision.stop("", { by: "user:me", wait: true });
        yield* pass(10_000);
        expect(yield* daemon.states).toBe("stopped, api stopped, db stopped");
        expect(machine.runs.map(({ path, run }) => `${path} ${run}`)).toEqual(["db 1", "api 1"]);
      }),
    ));

  it("has the child restarted once if an apply restarts both", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const inOrder = `${head}  db: { command: db }\n  api: { command: api, after: { db: { propagate: restart } } }\n`;
        const daemon = yield* machine.daemon(inOrder);
        yield* pass(120_000);
        const wanted = inOrder
          .replace("command: api", "command: api 2")
          .replace("command: db", "command: db 2");
        const applying = yield* Effect.fork(daemon.supervision.apply(treeOf(wanted), how));
        yield* pass(30_000);
        expect(yield* Fiber.join(applying)).toMatchObject({ applied: true, error: null });
        expect(machine.live().toSorted()).toEqual(["api 2", "db 2"]);
      }),
    ));
});
