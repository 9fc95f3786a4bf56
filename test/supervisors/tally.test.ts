import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import type { Tally } from "../../src/domain/tree/Tally.ts";
import type { Supervision } from "../../supervisors/Supervision.ts";
import { onMachine, pass, settle, written } from "./machine.ts";

const crash = { code: 1 } as const;
const noPause = "backoff: { initial: 0s, max: 0s, jitter: 0 }";

/** What has been counted, by path; the root is `/`. */
const talliesOf = ({ statusParts }: typeof Supervision.Service) =>
  Effect.map(
    statusParts,
    ({ root, children }): Readonly<Record<string, Tally>> =>
      Object.fromEntries([["/", root.tally], ...children.map(({ view, tally }) => [view.path, tally])]),
  );

/** Bring a tree to something, and see what has been counted. */
const counted = (
  yaml: string,
  bring: (
    exit: (
      path: string,
      exit: { readonly code: number } | { readonly signal: string },
    ) => Effect.Effect<void>,
    supervision: typeof Supervision.Service,
  ) => Effect.Effect<unknown, unknown>,
) =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision } = yield* machine.daemon(yaml);
      yield* pass(2000);
      yield* bring(machine.exit, supervision);
      yield* pass(2000);
      return yield* talliesOf(supervision);
    }),
  );

describe("restarts are counted by reason", () => {
  it("a crash, and an end that counts as none", async () => {
    const tallies = await counted(`children: { a: { command: a, ${noPause} } }`, (exit) =>
      exit("a", crash).pipe(
        Effect.andThen(pass(2000)),
        Effect.andThen(exit("a", { code: 0 })),
        Effect.andThen(pass(2000)),
        Effect.andThen(exit("a", { signal: "SIGTERM" })),
      ),
    );
    expect(tallies.a?.restarts).toEqual({ crash: 1, normal: 1, shutdown: 1 });
    expect(tallies["/"]?.restarts, "those of its children").toEqual({ crash: 1, normal: 1, shutdown: 1 });
    expect(tallies.a?.exits).toEqual({ error: 1, ok: 1, signal: 1 });
  });

  it("an end before it was ready, and no readiness in time", async () => {
    const tallies = await counted(
      `children: { a: { command: a, ready: { log: up, timeout: 5s }, on_limit: fail, ${noPause} } }`,
      (exit) => Effect.andThen(exit("a", crash), pass(6000)),
    );
    expect(tallies.a?.restarts).toEqual({ start_failed: 1, not_ready: 1 });
    expect(tallies.a?.exits).toEqual({ error: 1, timeout: 1 });
  });

  it("a restart for the sake of its group", async () => {
    const tallies = await counted(
      `strategy: one_for_all\nchildren: { a: { command: a, ${noPause} }, b: { command: b } }`,
      (exit) => exit("a", crash),
    );
    expect(tallies.a?.restarts).toEqual({ crash: 1 });
    expect(tallies.b).toMatchObject({ restarts: { group: 1 }, exits: { stopped: 1 } });
  });

  it("what a person asks for is none", async () => {
    const tallies = await counted(`children: { a: { command: a } }`, (_, { restart }) =>
      restart("a", { by: "user:me", wait: false }),
    );
    expect(tallies.a).toMatchObject({ restarts: {}, exits: { stopped: 1 } });
  });

  it("a supervisor that gives up escalates, and its restart counts for its parent", async () => {
    const tallies = await counted(
      `defaults: { on_limit: escalate }\nchildren:\n  s:\n    intensity: 0\n    on_limit: escalate\n    children: { a: { command: a, ${noPause} } }`,
      (exit) => exit("s/a", crash),
    );
    expect(tallies.s).toMatchObject({ escalations: 1 });
    expect(tallies["/"]).toMatchObject({ restarts: { escalation: 1 }, escalations: 0 });
  });
});

it("how long runs took is counted once they have ended", async () => {
  const tallies = await counted(`children: { a: { command: a, ${noPause} } }`, (exit) => exit("a", crash));
  expect(tallies.a).toMatchObject({ durations: { "10.0": 1 }, seconds: 2 });
});

describe("the next daemon", () => {
  it("goes on counting where one that was killed had left off", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children: { a: { command: a, ${noPause} } }`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* machine.exit("a", crash);
        yield* pass(2000);
        yield* written;
        const before = yield* talliesOf(old.supervision);
        expect(before.a?.exits).toEqual({ error: 1 });
        yield* old.die;
        const next = yield* machine.daemon(yaml);
        expect(yield* talliesOf(next.supervision)).toEqual(before);
        yield* machine.exit("a", { signal: "SIGKILL" });
        yield* settle;
        expect((yield* talliesOf(next.supervision)).a).toMatchObject({
          exits: { error: 1, signal: 1 },
          restarts: { crash: 2 },
        });
      }),
    ));

  it("counts what has ended meanwhile", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children: { a: { command: a, restart: temporary }, b: { command: b } }`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* old.die;
        yield* machine.exit("a", crash);
        const next = yield* machine.daemon(yaml);
        yield* pass(2000);
        expect((yield* talliesOf(next.supervision)).a).toMatchObject({ exits: { error: 1 } });
      }),
    ));
});
