import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { onMachine, pass } from "./machine.ts";

const tree = `
defaults: { on_limit: escalate, retry_failed: never, backoff: { initial: 10s, max: 60s, jitter: 0, healthy_after: 1h } }
children:
  web: { command: web }
  once: { command: once, restart: temporary }
  quick: { command: quick, on_limit: fail, limit: { restarts: 0, period: 1m } }
  deaf: { command: deaf }
  pool: { command: pool, replicas: 2 }
  group: { strategy: one_for_all, children: { x: { command: x }, y: { command: y } } }
  part: { intensity: 0, on_limit: wait, backoff: { healthy_after: 1h }, children: { a: { command: a }, b: { command: b } } }
`;
const byHand = { by: "user:test", wait: true };
const crash = { code: 3 } as const;

/** Each of these was wrong, unclear or not said. */
describe("explain", () => {
  it("says how it ended, what comes next, and what another failure would lead to", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const first = yield* machine.daemon(tree);
        yield* pass(20_000);
        yield* machine.exit("web", crash);
        yield* pass(1_000);
        const waiting = (end: string) => [
          expect.stringMatching(/^web is in backoff since \S+: exit code 3\.$/),
          expect.stringMatching(/^The next attempt is at \S+\.$/),
          `Run 1 ended: exit code 3${end}.`,
          "permanent: restarted whenever it ends; no automatic restart so far.",
          "Its failures count for the root: 1 of 5 in 60 s.",
          "If it fails again before it has run for 60 s, the pause before the next start is 20 s.",
        ];
        expect((yield* first.supervision.explain("web")).sentences).toEqual(waiting(", a crash"));
        yield* first.die;
        const next = yield* machine.daemon(tree);
        expect((yield* next.supervision.explain("web")).sentences).toEqual(waiting(""));
        yield* pass(11_000);
        expect((yield* next.supervision.explain("web")).sentences).toEqual([
          expect.stringMatching(/^web is (starting|running) since/),
          expect.stringMatching(/^Run 2 has pid \d+\.$/),
          "Run 1 ended: exit code 3.",
          "permanent: restarted whenever it ends; 1 automatic restart so far.",
          ...waiting("").slice(-2),
        ]);
      }),
    ));

  it("says what a person can do about what is not up, and why what is below it is not", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(tree);
        const sentences = (path: string) =>
          Effect.map(supervision.explain(path), ({ sentences }) => sentences.join("\n"));
        yield* pass(20_000);
        yield* machine.exit("quick", crash);
        yield* machine.exit("part/a", crash);
        yield* pass(50);
        expect(yield* sentences("quick")).toContain(
          "It stays so until somebody starts it: `sentinel start quick`.",
        );
        const above = "It is part of part, which is in backoff; `sentinel explain part` says why.";
        expect(yield* sentences("part/a")).toMatch(/^part\/a is failed since/);
        for (const path of ["part/a", "part/b"]) expect(yield* sentences(path)).toContain(above);
        yield* machine.exit("group/y", crash);
        yield* pass(50);
        expect(yield* sentences("group/x")).toContain(
          "It waits for group/y, which is in backoff; `sentinel explain group/y` says until when.",
        );
        yield* supervision.stop("pool", byHand);
        expect(yield* sentences("pool")).toMatch(/stopped by hand \(by user:test\)\.\nIt is wanted down;/);
        expect(yield* sentences("pool#1")).toContain(
          "It is part of pool, which is stopped; `sentinel start pool` starts both.",
        );
        expect(yield* sentences("")).toContain("\npool is stopped: stopped by hand.");
      }),
    ));

  it("says when SIGKILL comes, how many instances there are, and nothing of what does not count", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(tree);
        const explained = (path: string) => supervision.explain(path);
        yield* pass(20_000);
        yield* Effect.fork(supervision.stop("deaf", { ...byHand, wait: false }));
        yield* pass(50);
        const { sentences, facts } = yield* explained("deaf");
        expect(sentences[1]).toBe(`It gets SIGKILL at ${facts.kill_at}.`);
        expect((yield* explained("pool")).sentences).toContain(
          "It has 2 instances; `sentinel scale pool N` makes it N.",
        );
        yield* supervision.scale("pool", 0, byHand);
        expect((yield* explained("pool")).sentences).toContain(
          "It has no instances; `sentinel scale pool N` makes it N.",
        );
        expect((yield* explained("once")).sentences.join("\n")).not.toContain("failures count");
        yield* supervision.stop("pool", byHand);
        const { reason } = yield* supervision.scale("pool", 1, byHand);
        expect(reason).toBe("1 instance, which starts with pool");
      }),
    ));

  // F4, F21 and section 4 of the newcomer's report: "It stays so until somebody starts it" beside "restarted whenever
  // it ends", "0 of 0 … used up" of one just given up, and no word of how its failure would count elsewhere.
  it("says of a child that was given up alone what it takes, and how its failures would count for its group", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(tree);
        yield* pass(20_000);
        yield* machine.exit("quick", crash);
        yield* pass(50);
        expect((yield* supervision.explain("quick")).sentences.slice(1)).toEqual([
          "It stays so until somebody starts it: `sentinel start quick`.",
          "Only it was given up; with `on_limit: escalate`, its failures count for the tree.",
          "Run 1 ended: exit code 3, a crash.",
          "permanent: restarted whenever it ends, until it is given up; no automatic restart so far.",
          "It is allowed 0 restarts of its own in 60 s; after that it alone is given up.",
        ]);
      }),
    ));

  it("says of a tree that gave up which child it is down for, and how the others would have stayed up", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(
          "intensity: 0\ndefaults: { min_uptime: 0 }\nchildren: { a: { command: a }, b: { command: b, on_limit: escalate }, ab: { command: c } }",
        );
        yield* pass(100);
        yield* machine.exit("b", crash);
        yield* pass(50);
        const way =
          "It is down because of b; `sentinel explain b` says why. With `on_limit: fail` on b, only b is given up, and the others stay up.";
        const whole = (yield* supervision.explain("")).sentences;
        expect(whole).toContain(way);
        expect(whole[1]).toMatch(/^The next attempt is at \S+\. `sentinel start \/` makes it now\.$/);
        expect(whole).toContain("It allows 0 restarts in 60 s.");
        const child = (yield* supervision.explain("b")).sentences;
        expect(child).toContain(
          "The tree is down because of it; with `on_limit: fail`, only it is given up, and the others stay up.",
        );
        expect(child).toContain("Its failures count for the root, which allows 0 restarts in 60 s.");
        expect((yield* supervision.explain("a")).sentences.join(" ")).not.toContain("because of");
      }),
    ));

  it("counts no more restarts than a limit has", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(
          "defaults: { min_uptime: 0, backoff: none }\nchildren: { a: { command: a, on_limit: wait, limit: { restarts: 2, period: 20s } } }",
        );
        yield* pass(100);
        for (let count = 0; count < 3; count += 1) {
          yield* machine.exit("a", crash);
          yield* pass(50);
        }
        const { sentences, facts } = yield* supervision.explain("a");
        expect(sentences).toContain(
          "2 of 2 restarts of its own are used up in 20 s; after that it waits until the limit allows another.",
        );
        expect(facts.restarts_counted).toBe(2);
      }),
    ));
});
