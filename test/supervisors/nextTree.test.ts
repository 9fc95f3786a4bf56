import { Context, Effect, Fiber, Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import { JournalError } from "../../src/domain/Errors.ts";
import type { TreeFile, ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { type Machine, onMachine, pass, validFile, written } from "./machine.ts";

const shop = (children: string): string => `defaults: { min_uptime: 0 }\nchildren: ${children}\n`;
const first = shop("{ a: { command: a }, b: { command: b }, pool: { command: p, replicas: 2 } }");
const changed = shop("{ a: { command: other }, b: { command: b }, pool: { command: p, replicas: 2 } }");
const hopeless = shop(
  "{ a: { command: other }, b: { command: b }, absent: { command: c }, pool: { command: p, replicas: 2 } }",
);
const source = "/srv/test.yaml";
const wrong: TreeFile = {
  kind: "invalid",
  source,
  brief: "test.yaml:1:1: no",
  full: "test.yaml is not valid",
};
const named = (name: string, yaml: string, from = source): ValidFile => {
  const file = validFile(yaml, from);
  return { ...file, tree: { ...file.tree, name } };
};
const byHand = { by: "user:me", wait: true };

type Store = typeof Revisions.Service;
type Daemon = Effect.Effect.Success<ReturnType<Machine["daemon"]>>;
interface World {
  readonly machine: Machine;
  readonly revisions: Store;
  /** A daemon of the home, the first one or the next. */
  readonly daemon: (yaml: string, given?: Parameters<Machine["daemon"]>[1]) => ReturnType<Machine["daemon"]>;
  readonly messages: Effect.Effect<ReadonlyArray<string>, JournalError>;
}

/** A machine on which revisions outlive daemons. */
const onHome = <A>(body: (world: World) => Effect.Effect<A, unknown>): Promise<A> =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const revisions = Context.get(yield* Layer.build(memoryRevisions.layer), Revisions);
      const daemon: World["daemon"] = (yaml, given) => machine.daemon(yaml, { revisions, ...given });
      const messages = Effect.map(revisions.list, (all) => all.map(({ message }) => message));
      return yield* body({ machine, revisions, daemon, messages });
    }).pipe(Effect.scoped),
  );

/** Let time pass until something is over. */
const over = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect);
    for (let turn = 0; turn < 100 && (yield* Fiber.poll(fiber))._tag === "None"; turn += 1) yield* pass(100);
    return yield* Effect.flatten(fiber.await);
  });

/** Kill a daemon with -9 once it has written what it remembers. */
const kill = ({ die }: Daemon): Effect.Effect<void> => Effect.andThen(written, die);

const statusOf = ({ supervision }: Daemon) => supervision.status();
const alarmsOf = ({ journal }: Machine) =>
  Effect.map(journal.read({}), (entries) =>
    entries.flatMap((entry) =>
      entry.type === "alarm" && entry.alarm === "configuration" ? [entry.reason] : [],
    ),
  );

describe("a daemon that comes after one that was killed", () => {
  it("goes on with what was added, scaled and removed by command, and starts and stops nothing", () =>
    onHome(({ machine, daemon, messages }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* over(old.supervision.add("", "extra", { argv: ["x"] }, byHand));
        yield* over(old.supervision.scale("pool", 3, byHand));
        yield* over(old.supervision.remove("b", byHand));
        const [live, { revision }, said] = [machine.live(), yield* statusOf(old), yield* messages];
        const asked = machine.asked.length;
        yield* kill(old);
        const next = yield* daemon(first);
        yield* over(next.supervision.settled);
        expect(machine.live()).toEqual(live);
        expect(live).toContain("extra 1");
        expect(machine.asked).toHaveLength(asked);
        expect(yield* statusOf(next)).toMatchObject({ revision, file: { source, problem: null } });
        expect(yield* messages).toEqual(said);
      }),
    ));

  // A version with other defaults would have changed each child of a tree whose file nobody has touched.
  it("leaves a tree that was stored with other defaults as it was meant, until its file changes or is applied", () =>
    onHome(({ machine, daemon, revisions }) =>
      Effect.gen(function* () {
        const file = validFile(first);
        const old = yield* daemon("", { file: { ...file, tree: file.formerly() } });
        yield* over(old.supervision.settled);
        yield* kill(old);
        const live = machine.live();
        const next = yield* daemon(first);
        yield* over(next.supervision.settled);
        expect(yield* revisions.list).toHaveLength(1);
        const plan = yield* next.supervision.plan(file.tree);
        const changes = plan.steps.flatMap(({ path, fields }) =>
          fields.map(({ field, from, to }) => [path, field, from, to]),
        );
        expect(changes).toContainEqual(["", "start", "serial", "parallel"]);
        expect(changes).toContainEqual(["a", "on_limit", "escalate", "fail"]);
        expect(changes).toContainEqual(["a", "retry_failed", "none", "300s"]);
        expect(
          (yield* over(next.supervision.apply(file.tree, { ...byHand, source, message: "m" }))).applied,
        ).toBe(true);
        expect(machine.live()).toEqual(live);
        yield* kill(next);
        const third = yield* daemon(first);
        yield* over(third.supervision.settled);
        expect(yield* revisions.list).toHaveLength(2);
        yield* kill(third);
        const fourth = yield* daemon(changed);
        yield* over(fourth.supervision.settled);
        expect(yield* revisions.list).toHaveLength(3);
        expect(machine.live()).toContain("a 2");
      }),
    ));

  it("goes on with another file's tree that was applied, and with a revision gone back to", () =>
    onHome(({ machine, daemon }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        const other = validFile(changed, "/srv/other.yaml");
        yield* over(old.supervision.apply(other.tree, { by: "user:me", source: other.source, message: "m" }));
        yield* kill(old);
        const next = yield* daemon(first);
        yield* over(next.supervision.settled);
        expect(machine.live()).toContain("a 2");
        expect(machine.runs.findLast(({ path }) => path === "a")?.command).toContain("other");
      }),
    ));

  // Started in another folder after a crash, it ended every child of the tree that was there.
  it("goes on with the tree that is there when it is given another tree's file, and says so each time", () =>
    onHome(({ machine, daemon, messages }) =>
      Effect.gen(function* () {
        const other = named("other", changed, "/srv/other.yaml");
        const old = yield* daemon(first);
        const live = machine.live();
        yield* kill(old);
        const next = yield* daemon("", { file: other });
        yield* over(next.supervision.settled);
        expect(machine.live()).toEqual(live);
        const than = (one: string, running: string, from: string) =>
          `it declares another tree, ${one}, than the one that runs, ${running}, from ${from}`;
        const brief = `${than("other", "test", "/srv/test.yaml")}; the tree goes on as it was`;
        expect(yield* statusOf(next)).toMatchObject({
          name: "test",
          file: { source: "/srv/other.yaml", problem: { kind: "not_applied", brief } },
        });
        const how = { ...byHand, source: other.source, message: "m" };
        // F3: an apply in another folder ended every child, too.
        const refused = yield* over(Effect.flip(next.supervision.apply(other.tree, how)));
        expect(refused).toMatchObject({
          _tag: "AnotherTree",
          message: expect.stringContaining(than("other", "test", "/srv/test.yaml")),
        });
        expect((yield* over(next.supervision.plan(other.tree, how))).another_tree).toBe(refused.message);
        expect(machine.live()).toEqual(live);
        yield* over(next.supervision.apply(other.tree, { ...how, replaceTree: true }));
        expect(yield* statusOf(next)).toMatchObject({ name: "other", file: { problem: null } });
        yield* kill(next);
        const back = yield* daemon(first);
        yield* over(back.supervision.settled);
        expect(yield* statusOf(back)).toMatchObject({
          name: "other",
          file: { problem: { kind: "not_applied" } },
        });
        expect(yield* messages).toEqual(["the daemon was started with it", "m"]);
        expect(yield* alarmsOf(machine)).toEqual([
          brief,
          `${than("test", "other", "/srv/other.yaml")}; the tree goes on as it was`,
        ]);
      }),
    ));

  it("gives its tree the new name that its file has for it", () =>
    onHome(({ machine, daemon }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        const live = machine.live();
        yield* kill(old);
        const next = yield* daemon("", { file: named("renamed", first) });
        yield* over(next.supervision.settled);
        expect(yield* statusOf(next)).toMatchObject({ name: "renamed", file: { problem: null } });
        expect(machine.live()).toEqual(live);
      }),
    ));

  it("applies a file that has changed meanwhile: what is as it was is not touched", () =>
    onHome(({ machine, daemon, messages }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* kill(old);
        const next = yield* daemon(changed);
        yield* over(next.supervision.settled);
        expect(machine.live().sort()).toEqual(["a 2", "b 1", "pool#1 1", "pool#2 1"]);
        expect(yield* messages).toEqual([
          "the daemon was started with it",
          "the file had changed while no daemon was there",
        ]);
        expect((yield* statusOf(next)).file).toEqual({ source, problem: null });
        expect(next.complaints).toEqual([]);
      }),
    ));

  it("goes on with the tree of before when the changed file can't be applied, and says why", () =>
    onHome(({ machine, daemon, messages }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* kill(old);
        const next = yield* daemon(hopeless);
        yield* over(next.supervision.settled);
        yield* written;
        const why = expect.stringContaining("absent was not found; all changes were rolled back");
        expect(machine.live().sort()).toEqual(["a 1", "b 1", "pool#1 1", "pool#2 1"]);
        expect(next.complaints).toEqual([why]);
        expect(yield* alarmsOf(machine)).toEqual([why]);
        const { file, state } = yield* statusOf(next);
        expect([state, file?.problem]).toEqual([
          "running",
          { kind: "not_applied", brief: why, message: why },
        ]);
        expect(yield* messages).toHaveLength(1);
      }),
    ));

  it("goes on with the tree of before when the file is wrong, until it is right again", () =>
    onHome(({ machine, daemon, messages }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* kill(old);
        const next = yield* daemon(first, { file: wrong });
        yield* over(next.supervision.settled);
        yield* written;
        expect(machine.live().sort()).toEqual(["a 1", "b 1", "pool#1 1", "pool#2 1"]);
        expect(next.complaints).toEqual([expect.stringContaining("the tree goes on as it was")]);
        expect(yield* alarmsOf(machine)).toEqual([expect.stringContaining("test.yaml:1:1: no")]);
        expect((yield* statusOf(next)).file?.problem?.kind).toBe("invalid");
        yield* over(next.supervision.follow(validFile(first), "the file changed"));
        expect((yield* statusOf(next)).file?.problem).toBeNull();
        expect(yield* messages).toHaveLength(1);
      }),
    ));

  it("applies the file where it is started with another one, or in another environment", () =>
    onHome(({ machine, daemon, messages }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* kill(old);
        const next = yield* daemon(first, { file: validFile(changed, `${source} --env production`) });
        yield* over(next.supervision.settled);
        expect(machine.live()).toContain("a 2");
        yield* kill(next);
        const third = yield* daemon(first);
        yield* over(third.supervision.settled);
        expect(machine.live(), "the first file has not changed since it was applied").toContain("a 2");
        expect(yield* messages).toHaveLength(2);
      }),
    ));

  it("goes by its file where the last revision can't be read, and says so", () =>
    onHome(({ machine, daemon, revisions }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* over(old.supervision.scale("pool", 3, byHand));
        yield* kill(old);
        const get: Store["get"] = () => new JournalError({ message: "revision 2 is of another version" });
        const next = yield* daemon(first, { revisions: { ...revisions, get } });
        yield* over(next.supervision.settled);
        yield* written;
        expect(machine.live().sort()).toEqual(["a 1", "b 1", "pool#1 1", "pool#2 1"]);
        expect(yield* alarmsOf(machine)).toEqual([
          expect.stringContaining("revision 2 is of another version"),
        ]);
        expect(next.complaints).toHaveLength(1);
      }),
    ));

  it("can't begin where the last revision can't be read and the file is wrong: both are said", () =>
    onHome(({ machine, daemon, revisions }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* kill(old);
        const get: Store["get"] = () => new JournalError({ message: "revision 1 is of another version" });
        const refused = yield* Effect.flip(daemon(first, { file: wrong, revisions: { ...revisions, get } }));
        expect(refused.message).toBe(
          "test.yaml is not valid, and revision 1 is of another version; the children that run go on without a daemon",
        );
        expect(machine.live()).toHaveLength(4);
      }),
    ));
});

describe("a daemon that comes after everything has ended, as after a boot", () => {
  const afterBoot = (next: string) =>
    onHome(({ machine, daemon }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* over(old.supervision.scale("pool", 3, byHand));
        yield* kill(old);
        for (const path of ["a", "b", "pool#1", "pool#2", "pool#3"])
          yield* machine.exit(path, { signal: "SIGKILL" });
        const runs = machine.runs.length;
        const daemonOfNow = yield* daemon(next);
        yield* over(daemonOfNow.supervision.settled);
        yield* pass(2000);
        return machine.runs.slice(runs).map(({ path, command }) => `${path} ${command}`);
      }),
    );

  it("starts what ran last, as it was made by command", async () => {
    expect((await afterBoot(first)).map((run) => run.split(" ")[0]).sort()).toEqual([
      "a",
      "b",
      "pool#1",
      "pool#2",
      "pool#3",
    ]);
  });

  it("starts the file's tree where that has changed, and nothing of the old one before", async () => {
    const started = await afterBoot(changed);
    expect(started.map((run) => run.split(" ")[0]).sort()).toEqual(["a", "b", "pool#1", "pool#2"]);
    expect(started.find((run) => run.startsWith("a "))).toContain("other");
  });
});

describe("a daemon that comes after one that has stopped its tree", () => {
  it("starts the tree of its file", () =>
    onHome(({ machine, daemon }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* over(old.supervision.scale("pool", 3, byHand));
        yield* over(old.leave);
        const next = yield* daemon(first);
        yield* over(next.supervision.settled);
        expect(machine.live().sort()).toEqual(["a 2", "b 2", "pool#1 2", "pool#2 2"]);
      }),
    ));

  it("can't begin with a file that is wrong", () =>
    onHome(({ daemon }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* over(old.leave);
        const refused = yield* Effect.flip(daemon(first, { file: wrong }));
        expect(refused).toMatchObject({ _tag: "NoTreeToStart", message: "test.yaml is not valid" });
      }),
    ));
});

describe("a daemon that comes back after a hand-over that came to nothing", () => {
  it("goes on with the tree that it had, whatever the file says now", () =>
    onHome(({ machine, daemon }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* over(old.supervision.scale("pool", 3, byHand));
        yield* over(old.supervision.handOver(Effect.void));
        yield* old.die;
        const again = yield* daemon(changed, { followsFile: false });
        yield* over(again.supervision.settled);
        expect(machine.live().sort()).toEqual(["a 1", "b 1", "pool#1 1", "pool#2 1", "pool#3 1"]);
      }),
    ));

  // It knew of no problem any more, though it does not look at the file again.
  it("still knows why the tree is not as its file says", () =>
    onHome(({ daemon }) =>
      Effect.gen(function* () {
        const old = yield* daemon(first);
        yield* over(old.supervision.follow(wrong, "the file changed"));
        yield* over(old.supervision.handOver(Effect.void));
        const problem = yield* old.supervision.problem;
        yield* old.die;
        const again = yield* daemon(first, { followsFile: false, problem });
        yield* over(again.supervision.settled);
        expect((yield* statusOf(again)).file?.problem?.brief).toContain("test.yaml:1:1: no");
      }),
    ));
});

describe("following the file", () => {
  it("undoes no command as long as the file says what it said", () =>
    onHome(({ machine, daemon }) =>
      Effect.gen(function* () {
        const { supervision } = yield* daemon(first);
        yield* over(supervision.scale("pool", 3, byHand));
        yield* over(supervision.follow(validFile(first), "the file changed"));
        expect(machine.live()).toContain("pool#3 1");
        yield* over(supervision.follow(validFile(changed), "the file changed"));
        expect(machine.live().sort()).toEqual(["a 2", "b 1", "pool#1 1", "pool#2 1"]);
      }),
    ));

  it("takes instances with other numbers for no change", () =>
    onHome(({ machine, daemon, messages }) =>
      Effect.gen(function* () {
        const { supervision } = yield* daemon(shop("{ pool: { command: p, replicas: 3 } }"));
        yield* over(supervision.remove("pool#1", byHand));
        const file = validFile(shop("{ pool: { command: p, replicas: 2 } }"));
        yield* over(supervision.follow(file, "the file changed"));
        const before = yield* messages;
        yield* over(supervision.scale("pool", 3, byHand));
        yield* over(supervision.follow(file, "the file changed"));
        expect(machine.live().sort()).toEqual(["pool#1 2", "pool#2 1", "pool#3 1"]);
        expect(before.at(-1)).toBe("the file changed");
      }),
    ));

  it("remembers a file that says what has been made by command already", () =>
    onHome(({ machine, daemon }) =>
      Effect.gen(function* () {
        const { supervision } = yield* daemon(first);
        yield* over(supervision.scale("pool", 3, byHand));
        const three = validFile(first.replace("replicas: 2", "replicas: 3"));
        yield* over(supervision.follow(three, "the file changed"));
        yield* over(supervision.scale("pool", 4, byHand));
        yield* over(supervision.follow(three, "the file changed"));
        expect(machine.live()).toContain("pool#4 1");
      }),
    ));

  it("finds the problem solved when somebody else applies the file", () =>
    onHome(({ daemon }) =>
      Effect.gen(function* () {
        const one = yield* daemon(first);
        yield* over(one.supervision.follow(wrong, "the file changed"));
        expect((yield* statusOf(one)).file?.problem).not.toBeNull();
        const file = validFile(changed);
        if (file.kind === "valid")
          yield* over(one.supervision.apply(file.tree, { by: "user:me", source, message: "applied" }));
        expect((yield* statusOf(one)).file?.problem).toBeNull();
      }),
    ));

  it("keeps the problem when another file is applied: its own is as wrong as before", () =>
    onHome(({ daemon }) =>
      Effect.gen(function* () {
        const one = yield* daemon(first);
        yield* over(one.supervision.follow(wrong, "the file changed"));
        const other = { by: "user:me", source: "/srv/other.yaml", message: "applied" };
        const applied = yield* over(one.supervision.apply(validFile(changed).tree, other));
        expect(applied).toMatchObject({ applied: true, error: null });
        expect((yield* statusOf(one)).file?.problem).toMatchObject({
          kind: "invalid",
          message: expect.stringContaining(wrong.full),
        });
      }),
    ));

  // The problem was forgotten as soon as the file was right, while its tree had still to be brought about.
  it("has the problem solved once the file is applied, and not before", () =>
    onHome(({ daemon }) =>
      Effect.gen(function* () {
        const one = yield* daemon(first);
        yield* over(one.supervision.follow(wrong, "the file changed"));
        const slow = validFile(first.replace("command: b", "command: b, min_uptime: 5s, env: { X: y }"));
        const following = yield* Effect.fork(one.supervision.follow(slow, "the file changed"));
        yield* pass(2000);
        expect((yield* statusOf(one)).file?.problem).not.toBeNull();
        yield* over(Fiber.join(following));
        expect((yield* statusOf(one)).file?.problem).toBeNull();
        yield* over(one.supervision.follow(wrong, "the file changed"));
        yield* over(one.supervision.follow(slow, "the file changed"));
        expect((yield* statusOf(one)).file?.problem).toBeNull();
      }),
    ));

  it("is no restart that counts", () =>
    onHome(({ daemon }) =>
      Effect.gen(function* () {
        const one = yield* daemon(first);
        yield* over(one.supervision.follow(validFile(changed), "the file changed"));
        const { children } = yield* statusOf(one);
        expect(children[0]).toMatchObject({ path: "a", run: 2, restarts: 0 });
      }),
    ));
});
