import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { onMachine, pass } from "./machine.ts";

const tree = `
defaults: { backoff: { initial: 10s, max: 60s, jitter: 0, healthy_after: 1h } }
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
});
