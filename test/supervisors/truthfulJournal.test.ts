/**
 * Each daemon began the journal of every child anew, at `stopped`: of a child that had run all the time, and of one
 * that had failed long ago, it said "stopped → running" and "stopped → failed". That each transition begins where the
 * last one has ended is looked at after every test on this machine (`isConsistent`); here is what is told.
 */
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { type Machine, onMachine, pass, written } from "./machine.ts";

const crash = { code: 3 } as const;
const me = { by: "cli:me", wait: true } as const;

type Daemon = Effect.Effect.Success<ReturnType<Machine["daemon"]>>;

const tree = (...children: ReadonlyArray<string>): string =>
  `intensity: 9\nchildren:\n${children.map((child) => `  ${child}\n`).join("")}`;
const child = (id: string, rest = ""): string => `${id}: { command: ${id}${rest && `, ${rest}`} }`;
const noPause = "backoff: { initial: 0s, max: 0s, jitter: 0 }";
const fragile = child("a", `on_limit: fail, limit: { restarts: 1, period: 60s }, ${noPause}`);

/** What is told after a daemon's death, a line each. */
const toldAfter = (
  yaml: string,
  before: (machine: Machine, daemon: Daemon) => Effect.Effect<unknown, unknown>,
  {
    meanwhile,
    next = yaml,
  }: { meanwhile?: (machine: Machine) => Effect.Effect<unknown>; next?: string } = {},
) =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const old = yield* machine.daemon(yaml);
      yield* pass(5000);
      yield* before(machine, old);
      yield* old.die;
      const known = (yield* machine.journal.read({})).length;
      if (meanwhile) yield* meanwhile(machine);
      yield* machine.daemon(next);
      yield* written;
      return (yield* machine.journal.read({})).slice(known).map((entry) => {
        const subject = entry.subject || "tree";
        return entry.type === "transition"
          ? `${entry.at.slice(11, 19)} ${subject}: ${entry.from} → ${entry.to} (${entry.reason})`
          : `${entry.at.slice(11, 19)} ${entry.type}`;
      });
    }),
  );

describe("the journal over a daemon's death", () => {
  it("says nothing of what goes on, rests, pauses or has failed as it did", async () => {
    const yaml = tree(
      fragile,
      child("b", "backoff: { initial: 60s, jitter: 0 }"),
      child("c"),
      child("slow"),
      child("e", "autostart: false"),
      child("f", "replicas: 2"),
    );
    const told = await toldAfter(yaml, ({ exit }, { supervision }) =>
      Effect.all([
        exit("a", crash),
        exit("b", crash),
        pass(2000),
        exit("a", crash),
        exit("b", crash),
        supervision.stop("c", me),
        supervision.stop("slow", { ...me, wait: false }),
        written,
      ]),
    );
    expect(told).toEqual(["00:00:07 daemon"]);
  });

  it("says nothing of a tree that had given up", async () => {
    const yaml = `intensity: 0\nchildren:\n  ${child("a")}\n  ${child("b")}\n`;
    const told = await toldAfter(yaml, ({ exit }) => Effect.andThen(exit("a", crash), pass(2000)));
    expect(told).toEqual(["00:00:07 daemon"]);
  });

  it("says what changed while there was no daemon, from what it was, with its true time", async () => {
    const yaml = tree(
      child("a", "backoff: { initial: 60s, jitter: 0 }, min_uptime: 0s"),
      child("b", "restart: transient"),
    );
    const told = await toldAfter(yaml, ({ exit }) => Effect.andThen(exit("a", crash), written), {
      meanwhile: ({ exit }) =>
        Effect.all([pass(5000), exit("a", crash), pass(1000), exit("b", { code: 0 }), pass(60_000)]),
    });
    expect(told).toEqual([
      "00:01:11 daemon",
      "00:00:10 a: running → backoff (exit code 3)",
      "00:00:11 b: running → finished (exit code 0)",
    ]);
  });

  it("says what a daemon had no time to write, step by step", async () => {
    const yaml = tree(child("a", noPause), child("b"));
    const told = await toldAfter(yaml, ({ exit }) =>
      Effect.all([exit("a", crash), exit("a", { signal: "SIGSEGV" })]),
    );
    const late = "recorded by the next daemon";
    expect(told).toEqual([
      "00:00:05 daemon",
      `00:00:05 a: running → backoff (exit code 3; ${late})`,
      `00:00:05 a: backoff → starting (started; ${late})`,
      `00:00:05 a: starting → backoff (killed by SIGSEGV; ${late})`,
      `00:00:05 a: backoff → starting (started; ${late})`,
    ]);
  });

  it("says that what is not declared any more has stopped, and that one declared again starts from there", async () => {
    const both = tree(child("a"), child("b"));
    await onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(both);
        yield* pass(5000);
        yield* old.die;
        const without = yield* machine.daemon(tree(child("b")));
        yield* written;
        yield* without.die;
        yield* machine.daemon(both);
        yield* written;
        const ofA = (yield* machine.journal.read({ within: "a" })).flatMap((entry) =>
          entry.type === "transition" ? [`${entry.from} → ${entry.to}`] : ["alarm"],
        );
        const fresh = ["stopped → starting", "starting → running"];
        expect(ofA).toEqual([...fresh, "running → stopped", "alarm", "stopped → starting"]);
      }),
    );
  });

  it("says of a tree that is started anew what had been given up in the last one", async () => {
    await onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(tree(fragile));
        yield* pass(2000);
        yield* machine.exit("a", crash);
        yield* pass(2000);
        yield* machine.exit("a", crash);
        expect(yield* old.states).toBe("running, a failed");
        yield* old.leave;
        yield* machine.daemon(tree(fragile));
        yield* written;
        const ofA = (yield* machine.journal.read({ within: "a", last: 2 })).map((entry) =>
          entry.type === "transition" ? `${entry.from} → ${entry.to} (${entry.reason})` : "",
        );
        expect(ofA).toEqual([
          "failed → stopped (it is started anew)",
          "stopped → starting (the tree is started)",
        ]);
      }),
    );
  });

  it("says that a child which could not be added is out of the tree, failed as it had", async () => {
    await onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree(child("a")));
        yield* pass(2000);
        const adding = daemon.supervision.add("", "absent", { argv: ["absent"] }, me);
        yield* Effect.flip(adding);
        yield* Effect.flip(adding);
        yield* written;
        const last = (yield* machine.journal.read({ within: "absent", last: 1 }))[0];
        expect(last).toMatchObject({ from: "failed", to: "stopped", reason: "taken out of the tree" });
      }),
    );
  });
});
