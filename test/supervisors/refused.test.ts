import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { type Machine, onMachine, pass, written } from "./machine.ts";

const crash = { code: 1 } as const;
const both = "  web: { command: web, backoff: { jitter: 0 } }\n  tick: { command: tick }\n";

type Daemon = Effect.Effect.Success<ReturnType<Machine["daemon"]>>;

const web = ({ supervision }: Daemon) => Effect.map(supervision.status("web"), ({ children }) => children[0]);

/** How often each child was started. */
const starts = ({ runs }: Machine, path: string): number => runs.filter((run) => run.path === path).length;

/** `web` has ended while the disk is full. */
const refusedFor = (machine: Machine, ms: number) =>
  Effect.gen(function* () {
    yield* pass(2_000);
    yield* machine.refuse("ENOSPC");
    yield* machine.exit("web", crash);
    yield* pass(ms);
  });

// Each refused start was a failure of the child. A full disk used up the intensity within four seconds, the tree was
// stopped and `failed`, and there had been room again for five minutes when it was tried the next time.
describe("a start that the system refuses", () => {
  it("is tried again until it goes, and its siblings are left alone", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(`intensity: 1\nchildren:\n${both}`);
        yield* refusedFor(machine, 100_000);
        expect(yield* daemon.states).toBe("running, web backoff, tick running");
        expect(yield* web(daemon)).toMatchObject({
          reason: "no space left on the disk: web got ENOSPC",
          restarts: 1,
        });
        expect((yield* daemon.supervision.explain("")).facts).toMatchObject({ restarts_in_period: 0 });
        yield* machine.refuse(null);
        yield* pass(61_000);
        expect(yield* daemon.states).toBe("running, web running, tick running");
        expect(yield* web(daemon)).toMatchObject({ restarts: 1 });
        expect(starts(machine, "tick")).toBe(1);
        // And it is forgotten: the next crash is answered as ever.
        yield* machine.exit("web", crash);
        yield* pass(1_000);
        expect(starts(machine, "web")).toBe(3);
      }),
    ));

  it("says what it waits for", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(`children:\n${both}`);
        yield* refusedFor(machine, 2_000);
        const { sentences, facts } = yield* daemon.supervision.explain("web");
        expect(sentences[0]).toMatch(
          /^web is in backoff since .*: no space left on the disk: web got ENOSPC\.$/,
        );
        expect(sentences[1]).toMatch(/^The next attempt is at /);
        expect(sentences.at(-1)).toMatch(/^The system has refused 2 starts in a row/);
        expect(facts).toMatchObject({ refused_starts: 2 });
      }),
    ));

  it("may be the first one of all: the others start, and it comes when it can", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        yield* machine.refuse("EMFILE");
        const daemon = yield* machine.daemon(`intensity: 0\nchildren:\n${both}`);
        yield* pass(20_000);
        expect(yield* daemon.states).toBe("running, web backoff, tick backoff");
        yield* machine.refuse(null);
        yield* pass(61_000);
        expect(yield* daemon.states).toBe("running, web running, tick running");
        expect(machine.violations).toEqual([]);
      }),
    ));

  it("holds back the group of its child, whichever of its starts it is", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          `strategy: rest_for_one\nintensity: 1\nchildren:\n  base: { command: base }\n${both}`,
        );
        yield* pass(2_000);
        yield* refusedFor(machine, 20_000);
        expect(yield* daemon.states).toBe("running, base running, web backoff, tick stopped");
        yield* machine.refuse(null);
        yield* pass(61_000);
        expect(yield* daemon.states).toBe("running, base running, web running, tick running");
        expect(["base", "web", "tick"].map((path) => starts(machine, path))).toEqual([1, 2, 2]);
      }),
    ));

  it("is waited with by the next daemon, with what is left of the pause and no shorter one after it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `intensity: 0\nchildren:\n  web: { command: web, on_limit: fail, limit: { restarts: 9, period: 5m }, backoff: { jitter: 0 } }\n  tick: { command: tick }\n`;
        const old = yield* machine.daemon(yaml);
        yield* refusedFor(machine, 20_000);
        yield* written;
        const before = yield* old.nodes;
        yield* old.die;
        const next = yield* machine.daemon(yaml);
        expect(yield* next.nodes).toEqual(before);
        yield* pass(20_000);
        const status = yield* web(next);
        expect(status).toMatchObject({
          state: "backoff",
          reason: "no space left on the disk: web got ENOSPC",
        });
        const pause = Date.parse(status?.next_attempt_at ?? "") - Date.parse(status?.since ?? "");
        expect(pause).toBeGreaterThanOrEqual(32_000);
        yield* machine.refuse(null);
        yield* pass(61_000);
        expect(yield* next.states).toBe("running, web running, tick running");
        expect(starts(machine, "tick")).toBe(1);
      }),
    ));

  it("is over when a person stops the child, and answered when a person tries it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(`children:\n${both}`);
        yield* refusedFor(machine, 5_000);
        yield* daemon.supervision.stop("web", { by: "user:test", wait: true });
        expect(yield* daemon.states).toBe("running, web stopped, tick running");
        const { reached, reason } = yield* daemon.supervision.start("web", { by: "user:test", wait: true });
        expect([reached, reason]).toEqual([
          false,
          "did not start; last: no space left on the disk: web got ENOSPC",
        ]);
        expect(yield* daemon.states).toBe("running, web failed, tick running");
      }),
    ));
});
