import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import type { HookEnd, HookRequest } from "../../src/ports/machine/ProcessSpawner.ts";
import { onMachine, pass, written } from "./machine.ts";

const passed: HookEnd = { failure: null, lines: [] };
const failed: HookEnd = { failure: "exit code 1: no database", lines: ["[hook] no database"] };

/** Hooks whose ends the test decides, and which are noted as they begin: `web 1 before_start`. */
const makeHooks = () => {
  const begun: Array<string> = [];
  const told: Array<HookRequest["variables"]> = [];
  const ends = new Map<string, Effect.Effect<HookEnd>>();
  const hook = (request: HookRequest) =>
    Effect.suspend(() => {
      begun.push(`${request.path} ${request.run} ${request.hook}`);
      told.push(request.variables);
      return ends.get(request.hook) ?? Effect.succeed(passed);
    });
  return { begun, told, ends, hook };
};

const tree = (hooks: string, more = ""): string =>
  `children: { web: { command: web, min_uptime: 0, backoff: none, ${more} hooks: { ${hooks} } } }`;

type Daemon = Effect.Effect.Success<ReturnType<Parameters<Parameters<typeof onMachine>[0]>[0]["daemon"]>>;

const shown = ({ supervision }: Daemon) =>
  Effect.map(supervision.status(), ({ children: [child] }) => {
    if (child?.kind !== "service") throw new Error("no service");
    return `${child.value} ${child.run}: ${child.reason}`;
  });

const byTest = { by: "user:test", wait: true } as const;

describe("the hooks of a child", () => {
  it("run before each start, once it is ready, before its stop signal, and after its end", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { hook, begun, told } = makeHooks();
        const all = "before_start: a, after_start: b, before_stop: c, after_exit: d";
        const daemon = yield* machine.daemon(tree(all), { behaviour: { hook } });
        yield* pass(1_000);
        expect(yield* shown(daemon)).toBe("running.unknown 1: alive");
        expect(begun).toEqual(["web 1 before_start", "web 1 after_start"]);
        yield* machine.exit("web", { code: 3 });
        yield* pass(1_000);
        expect(begun.slice(2)).toEqual(["web 1 after_exit", "web 2 before_start", "web 2 after_start"]);
        expect(told[2]).toEqual({
          SENTINEL_OUTCOME: "failed",
          SENTINEL_EXIT_CODE: "3",
          SENTINEL_EXIT_SIGNAL: "",
        });
        yield* daemon.supervision.stop("web", byTest);
        expect(begun.slice(5)).toEqual(["web 2 before_stop", "web 2 after_exit"]);
        expect(told[6]).toMatchObject({ SENTINEL_OUTCOME: "stopped", SENTINEL_EXIT_SIGNAL: "SIGTERM" });
        expect(yield* shown(daemon)).toBe("stopped 2: stopped by hand");
      }),
    ));

  it("fail the start before it, with what they printed last, and the next attempt is another run", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { hook, ends, begun } = makeHooks();
        ends.set("before_start", Effect.succeed(failed));
        const slow = "backoff: { initial: 5s, jitter: 0, healthy_after: 1d },".replace("1d", "24h");
        const daemon = yield* machine.daemon(
          `children: { web: { command: web, min_uptime: 0, ${slow} hooks: { before_start: a } } }`,
          { behaviour: { hook } },
        );
        expect(yield* shown(daemon)).toBe("backoff.waiting 1: before_start failed: exit code 1: no database");
        ends.clear();
        yield* pass(5_000);
        expect(yield* shown(daemon)).toBe("running.unknown 2: alive");
        expect(begun).toEqual(["web 1 before_start", "web 2 before_start"]);
        yield* written;
        const runs = (yield* machine.history.page({ within: [""], limit: 10 })).runs;
        expect(runs.map(({ run, outcome }) => [run, outcome])).toEqual([
          [2, "running"],
          [1, "failed"],
        ]);
      }),
    ));

  it("have a time limit each", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { hook, ends } = makeHooks();
        ends.set("before_start", Effect.never);
        const daemon = yield* machine.daemon(
          `children: { web: { command: web, backoff: { initial: 1h }, hooks: { before_start: { command: a, timeout: 5s } } } }`,
          { behaviour: { hook } },
        );
        yield* pass(4_999);
        expect(yield* shown(daemon)).toBe("starting.before_start 1: the tree is started");
        const { sentences } = yield* daemon.supervision.explain("web");
        expect(sentences).toContain("Its before_start hook runs; after 5 s it is killed.");
        yield* pass(1);
        expect(yield* shown(daemon)).toMatch(/^backoff.* 1: before_start failed: not done within 5 s$/);
      }),
    ));

  it("are waited for by the restart and by a stop, and raise an alarm where nothing depends on them", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { hook, ends } = makeHooks();
        for (const name of ["after_exit", "before_stop"])
          ends.set(name, Effect.delay(Effect.succeed(failed), 3_000));
        const daemon = yield* machine.daemon(tree("before_stop: a, after_exit: b"), { behaviour: { hook } });
        yield* pass(1_000);
        yield* machine.exit("web", { code: 1 });
        yield* pass(2_999);
        expect(yield* shown(daemon)).toBe("running.after_exit 1: exit code 1; after_exit runs");
        yield* pass(1);
        expect(yield* shown(daemon)).toBe("running.unknown 2: alive");
        const stopping = yield* Effect.fork(daemon.supervision.stop("web", byTest));
        yield* pass(2_999);
        expect(machine.asked).toEqual([]);
        yield* pass(1);
        expect(machine.asked).toEqual(["web 2"]);
        expect(yield* shown(daemon)).toBe("stopping.after_exit 2: stopped by hand");
        yield* pass(3_000);
        yield* stopping.await;
        yield* written;
        const alarms = (yield* machine.journal.read({})).flatMap((entry) =>
          entry.type === "alarm" ? [`${entry.alarm} ${entry.run}: ${entry.reason}`] : [],
        );
        expect(alarms).toEqual([
          "hook 1: after_exit failed: exit code 1: no database",
          "hook 2: before_stop failed: exit code 1: no database",
          "hook 2: after_exit failed: exit code 1: no database",
        ]);
      }),
    ));

  it("are run again by the next daemon if they were not over", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        for (const [name, occasion] of [
          ["before_stop", "stop"],
          ["after_exit", "exit"],
          ["after_start", "nothing"],
        ] as const) {
          const path = `web_${name}`;
          const { hook, ends, begun } = makeHooks();
          ends.set(name, Effect.never);
          const yaml = `children: { ${path}: { command: web, min_uptime: 0, backoff: none, hooks: { ${name}: a } } }`;
          const first = yield* machine.daemon(yaml, { behaviour: { hook } });
          yield* pass(1_000);
          if (occasion === "stop") yield* Effect.fork(first.supervision.stop(path, byTest));
          if (occasion === "exit") yield* machine.exit(path, { code: 1 });
          yield* pass(1_000);
          expect(begun).toEqual([`${path} 1 ${name}`]);
          yield* first.die;
          ends.clear();
          const next = yield* machine.daemon(yaml, { behaviour: { hook } });
          yield* pass(2_000);
          expect(begun.slice(0, 2)).toEqual([`${path} 1 ${name}`, `${path} 1 ${name}`]);
          expect(begun.length).toBe(2);
          expect(yield* next.states).toContain(occasion === "stop" ? "stopped" : "running");
          yield* next.die;
        }
      }),
    ));
});

describe("a start with a busy port", () => {
  it("waits until the port is free where that is declared, and says for what", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        let busy: string | null = "waits: port 3000 is in use by pid 7 (nginx)";
        const inTheWay = () => Effect.sync(() => busy);
        const daemon = yield* machine.daemon(
          "children: { web: { command: web, min_uptime: 0, port: { port: 3000, busy: wait } } }",
          { behaviour: { inTheWay } },
        );
        yield* pass(10_000);
        expect(yield* shown(daemon)).toBe("starting.held 1: waits: port 3000 is in use by pid 7 (nginx)");
        busy = "waits: port 3000 is in use by pid 8 (caddy)";
        yield* pass(1_000);
        expect(yield* shown(daemon)).toContain("pid 8");
        busy = null;
        yield* pass(1_000);
        expect(yield* shown(daemon)).toBe("running.unknown 1: alive");
      }),
    ));

  it("can be stopped while it waits", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          "children: { web: { command: web, min_uptime: 0, port: { port: 3000, busy: wait } } }",
          { behaviour: { inTheWay: () => Effect.succeed("waits: port 3000 is in use") } },
        );
        yield* pass(1_000);
        yield* daemon.supervision.stop("web", byTest);
        expect(yield* shown(daemon)).toMatch(/^stopped .*: stopped by hand$/);
      }),
    ));
});
