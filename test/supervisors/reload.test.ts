import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import type { HookEnd } from "../../src/ports/machine/ProcessSpawner.ts";
import { onMachine, pass } from "./machine.ts";

const byTest = { by: "user:test", wait: true } as const;

/** A machine whose processes note the signals that they get, and go on. */
const noting = () => {
  const signals: Array<string> = [];
  const signalled = ({ path }: { readonly path: string }, signal: string) =>
    Effect.sync(() => void signals.push(`${path} ${signal}`));
  return { signals, behaviour: { signalled } };
};

describe("a reload", () => {
  it("sends the declared signal, and the run goes on", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { signals, behaviour } = noting();
        const { supervision } = yield* machine.daemon(
          "children: { web: { command: web, min_uptime: 0, reload: HUP } }",
          { behaviour },
        );
        const done = yield* supervision.reload("web", byTest);
        expect(done).toMatchObject({ state: "running", reached: true });
        expect(done.reason).toMatch(/^SIGHUP sent to pid \d+$/);
        expect(signals).toEqual(["web SIGHUP"]);
      }),
    ));

  it("runs the declared command, whose failure is its own", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        let end: HookEnd = { failure: null, lines: [] };
        const asked: Array<string> = [];
        const { supervision } = yield* machine.daemon(
          "children: { web: { command: web, min_uptime: 0, reload: { command: [nginx, -s, reload] } } }",
          {
            behaviour: {
              hook: ({ hook, run, variables }) =>
                Effect.sync(() => {
                  asked.push(`${hook} ${run} ${Object.keys(variables)}`);
                  return end;
                }),
            },
          },
        );
        expect(yield* supervision.reload("web", byTest)).toMatchObject({ reached: true, reason: "reloaded" });
        end = { failure: "exit code 1: bad configuration", lines: [] };
        expect(yield* supervision.reload("web", byTest)).toMatchObject({
          state: "running",
          reached: false,
          reason: "its reload failed: exit code 1: bad configuration",
        });
        expect(asked).toEqual(["reload 1 SENTINEL_PID", "reload 1 SENTINEL_PID"]);
      }),
    ));

  it("is refused where nothing is declared, and where nothing runs, and says what to do", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(
          "children: { plain: { command: a }, down: { command: b, autostart: false, reload: HUP }, group: { children: { one: { command: c } } } }",
        );
        const refusal = (path: string) =>
          Effect.map(Effect.flip(supervision.reload(path, byTest)), ({ reason, message }) => [
            reason,
            message,
          ]);
        expect(yield* refusal("plain")).toEqual([
          "not_reloadable",
          "plain does not say how it is reloaded; write `reload: SIGHUP`, or another signal or command, in the file, or `sentinel restart plain`",
        ]);
        expect(yield* refusal("down")).toEqual(["not_running", "down can't be reloaded: it is stopped"]);
        expect((yield* refusal("group"))[0]).toBe("not_reloadable");
      }),
    ));

  it("is foretold: what is done to whom, and to whom it is refused", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(
          "children: { a: { command: a, min_uptime: 0, reload: HUP }, b: { command: b, min_uptime: 0, reload: { command: [nginx, -s, reload] } }, off: { command: c, autostart: false, reload: HUP }, plain: { command: d }, pool: { command: p, min_uptime: 0, replicas: 2 } }",
        );
        yield* pass(1_000);
        const foretold = (...paths: ReadonlyArray<string>) =>
          supervision.preview({ verb: "reload" }, paths, null);
        expect(yield* foretold("a", "b", "plain")).toEqual({
          touched: [
            { path: "a", effect: "reloaded", because: "SIGHUP is sent to its process group" },
            { path: "b", effect: "reloaded", because: "its command is run: nginx -s reload" },
          ],
          refused: [
            { path: "plain", reason: expect.stringContaining("plain does not say how it is reloaded") },
          ],
          sentence: "Reload 3 children: 2 services are reloaded (a, b).",
        });
        expect((yield* foretold("pool")).touched).toEqual([
          { path: "pool#1", effect: "restarts", because: "it declares no reload" },
          { path: "pool#2", effect: "restarts", because: "it declares no reload" },
        ]);
        expect((yield* foretold("")).sentence).toBe(
          "Reload the tree: 2 services are reloaded (a, b); off stays as it is.",
        );
      }),
    ));

  it("of a group reloads each child under it that declares how", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { signals, behaviour } = noting();
        const { supervision } = yield* machine.daemon(
          "children: { group: { children: { a: { command: a, min_uptime: 0, reload: HUP }, b: { command: b }, c: { command: c, min_uptime: 0, reload: USR1 } } } }",
          { behaviour },
        );
        expect(yield* supervision.reload("group", byTest)).toMatchObject({
          reached: true,
          reason: "2 of 2 reloaded",
        });
        expect(signals).toEqual(["group/a SIGHUP", "group/c SIGUSR1"]);
      }),
    ));

  it("of replicas restarts them one after another, each once the one before has been healthy long enough", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          "children: { web: { command: web, min_uptime: 0, replicas: 3, update: { min_healthy_time: 10s } } }",
        );
        yield* pass(1_000);
        const reloading = yield* Effect.fork(daemon.supervision.reload("web", byTest));
        yield* pass(1_000);
        expect(machine.asked).toEqual(["web#1 1"]);
        yield* pass(10_000);
        expect(machine.asked).toEqual(["web#1 1", "web#2 1"]);
        yield* pass(20_000);
        expect(yield* reloading).toMatchObject({ reached: true, reason: "3 reloaded, one after another" });
        expect(machine.asked).toEqual(["web#1 1", "web#2 1", "web#3 1"]);
      }),
    ));

  it("of replicas ends with the first that fails, and leaves the others as they are", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const hook = () => Effect.succeed<HookEnd>({ failure: "exit code 1", lines: [] });
        const { supervision } = yield* machine.daemon(
          "children: { web: { command: web, min_uptime: 0, replicas: 3, reload: { command: x } } }",
          { behaviour: { hook } },
        );
        expect(yield* supervision.reload("web", byTest)).toMatchObject({
          reached: false,
          reason: "web#1: its reload failed: exit code 1; the other 2 were not touched",
        });
      }),
    ));
});
