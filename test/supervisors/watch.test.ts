import { Effect, type Scope } from "effect";
import { describe, expect, it } from "vitest";
import type { FileWatcher, WatchedFiles, WatchListener } from "../../src/ports/machine/FileWatcher.ts";
import { treeOf } from "../policy/trees.ts";
import { type Machine, onMachine, pass, settle, written } from "./machine.ts";

/** A watcher whose changes the test reports. */
const makeWatcher = () => {
  const open: Array<readonly [WatchedFiles, WatchListener]> = [];
  const service: typeof FileWatcher.Service = {
    watch: (files, listener) =>
      Effect.asVoid(
        Effect.acquireRelease(
          Effect.sync(() => {
            const one = [files, listener] as const;
            open.push(one);
            return one;
          }),
          (one) => Effect.sync(() => open.splice(open.indexOf(one), 1)),
        ),
      ),
  };
  return {
    service,
    paths: () => open.map(([{ paths }]) => paths),
    change: (path: string) =>
      Effect.zipRight(
        Effect.sync(() => {
          for (const [, listener] of [...open]) listener.changed(path);
        }),
        settle,
      ),
    problem: (message: string | null) =>
      Effect.sync(() => {
        for (const [, listener] of open) listener.problem(message);
      }),
  };
};

const tree = (more = "", watch = "[src]") =>
  `children: { web: { command: web, min_uptime: 0, backoff: none, watch: ${watch}, ${more} } }`;

type Daemon = Effect.Effect.Success<ReturnType<Machine["daemon"]>>;

const web = ({ supervision }: Daemon) =>
  Effect.map(supervision.status(), ({ children: [child] }) => {
    if (child?.kind !== "service") throw new Error("no service");
    return `${child.state} ${child.run}`;
  });

const notices = ({ supervision }: Daemon) =>
  Effect.map(supervision.status(), ({ children: [child] }) =>
    child?.kind === "service" ? child.notices : ["no service"],
  );

/** Each instance with its state and run. */
const instances = ({ supervision }: Daemon) =>
  Effect.map(supervision.status(), ({ children }) =>
    children.flatMap((child) =>
      child.kind === "service" ? [`${child.path} ${child.state} ${child.run}`] : [],
    ),
  );

const alarms = ({ journal }: Machine) =>
  Effect.map(journal.read({}), (entries) =>
    entries.flatMap((entry) => (entry.type === "alarm" ? [entry] : [])),
  );

/** Why each run was started. */
const starts = ({ journal }: Machine) =>
  Effect.map(Effect.zipRight(written, journal.read({})), (entries) =>
    entries.flatMap((entry) =>
      entry.type === "transition" && entry.subject === "web" && entry.to === "starting"
        ? [`${entry.reason} (${entry.by})`]
        : [],
    ),
  );

const apply = ({ supervision }: Daemon, yaml: string) =>
  Effect.zipRight(
    Effect.fork(
      supervision.apply(treeOf(yaml), { by: "user:ann", source: "/srv/test.yaml", message: "changed" }),
    ),
    pass(5_000),
  );

/** A daemon with a watcher. */
const withWatcher = (
  body: (
    machine: Machine,
    watcher: ReturnType<typeof makeWatcher>,
  ) => Effect.Effect<void, unknown, Scope.Scope>,
) =>
  onMachine((machine) => {
    const watcher = makeWatcher();
    const daemon: Machine["daemon"] = (yaml, given) =>
      machine.daemon(yaml, { ...given, files: watcher.service });
    return Effect.scoped(Effect.orDie(body({ ...machine, daemon }, watcher)));
  });

describe("a child that is restarted after changes of files", () => {
  it("is restarted once they have been left alone, for the first of them", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree());
        expect(watcher.paths()).toEqual([["/src"]]);
        yield* pass(60_000);
        yield* watcher.change("/src/a.js");
        yield* pass(400);
        yield* watcher.change("/src/b.js");
        yield* pass(400);
        expect(yield* web(daemon)).toBe("running 1");
        yield* pass(200);
        expect(yield* web(daemon)).toBe("running 2");
        expect(yield* starts(machine)).toEqual([
          "the tree is started (system)",
          "watch: src/a.js changed (watch)",
        ]);
        const { sentences } = yield* daemon.supervision.explain("web");
        expect(sentences).toContain("It is restarted after changes in /src; 1 restart so far.");
        expect(sentences.join(" ")).toContain("no automatic restart so far");
      }),
    ));

  it("is started if it has failed or waits for its restart, and stays down if a user has stopped it", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree("restart: temporary"));
        yield* machine.exit("web", { code: 1 });
        expect(yield* web(daemon)).toBe("failed 1");
        yield* watcher.change("/src/a.js");
        yield* pass(600);
        expect(yield* web(daemon)).toBe("running 2");
        yield* daemon.supervision.stop("web", { by: "user:ann", wait: true });
        yield* watcher.change("/src/a.js");
        yield* pass(60_000);
        expect(yield* web(daemon)).toBe("stopped 2");
      }),
    ));

  it("that changes them itself is no longer restarted, with an alarm, until they have been left alone", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree());
        for (let round = 0; round < 10; round += 1) {
          yield* pass(1_000);
          yield* watcher.change("/src/cache");
        }
        yield* pass(1_000);
        expect(yield* web(daemon)).toBe("running 6");
        yield* written;
        const raised = (yield* alarms(machine)).filter(({ alarm }) => alarm === "watch");
        expect(raised.map(({ subject, reason }) => `${subject}: ${reason}`)).toEqual([
          "web: its files are not watched for now: src/cache changed shortly after each of its last 5 starts, so it seems to write what it watches; add that to watch.ignore",
        ]);
        const notice =
          "its files are not watched until they have been left alone for 30 s: src/cache changed shortly after each of its last 5 starts";
        expect(yield* notices(daemon)).toEqual([notice]);
        expect((yield* daemon.supervision.explain("web")).sentences).toContain(
          `${notice.replace("its", "Its")}.`,
        );
        yield* pass(31_000);
        expect(yield* notices(daemon)).toBeUndefined();
        yield* watcher.change("/src/a.js");
        yield* pass(1_000);
        expect(yield* web(daemon)).toBe("running 7");
      }),
    ));

  it("is watched as it is declared now, and no longer once it is gone", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree());
        yield* apply(daemon, tree("", "{ paths: lib, debounce: 2s }"));
        expect(watcher.paths()).toEqual([["/lib"]]);
        yield* watcher.change("/lib/a.js");
        yield* pass(1_900);
        expect(yield* web(daemon)).toBe("running 1");
        yield* pass(200);
        expect(yield* web(daemon)).toBe("running 2");
        yield* apply(daemon, "children: { other: { command: other } }");
        expect(watcher.paths()).toEqual([]);
      }),
    ));

  it("tells with an alarm and in its explanation what can't be watched", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree());
        yield* watcher.problem("/src does not exist");
        yield* written;
        expect((yield* alarms(machine)).map(({ reason }) => reason)).toEqual(["/src does not exist"]);
        expect((yield* daemon.supervision.explain("web")).sentences).toContain(
          "Not all of its files are watched: /src does not exist.",
        );
        expect(yield* notices(daemon)).toEqual(["not all of its files are watched: /src does not exist"]);
        yield* watcher.problem(null);
        expect(yield* notices(daemon)).toBeUndefined();
        expect((yield* daemon.supervision.explain("web")).sentences.join()).not.toContain("does not exist");
      }),
    ));
});

describe("the instances of a replicated child", () => {
  const pool = (more = "", update = "max_parallel: 1") =>
    `children: { web: { command: web, replicas: 3, min_uptime: 2s, watch: [src], update: { ${update} }, ${more} } }`;

  // All of them were restarted at once, and none was there meanwhile.
  it("are restarted one after another", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(pool());
        yield* pass(60_000);
        yield* watcher.change("/src/a.js");
        yield* pass(600);
        expect(yield* instances(daemon)).toEqual(["web#1 starting 2", "web#2 running 1", "web#3 running 1"]);
        yield* pass(2_000);
        expect(yield* instances(daemon)).toEqual(["web#1 running 2", "web#2 starting 2", "web#3 running 1"]);
        yield* pass(4_000);
        expect(yield* instances(daemon)).toEqual(["web#1 running 2", "web#2 running 2", "web#3 running 2"]);
        expect((yield* daemon.supervision.explain("web#1")).sentences).toContain(
          "It is restarted after changes in /src, at most 1 of its group at a time; 1 restart so far.",
        );
      }),
    ));

  it("are restarted as many at a time as `update` says, each batch once the previous one is healthy long enough", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(pool("", "max_parallel: 2, min_healthy_time: 5s"));
        yield* pass(60_000);
        yield* watcher.change("/src/a.js");
        yield* pass(600);
        expect(yield* instances(daemon)).toEqual(["web#1 starting 2", "web#2 starting 2", "web#3 running 1"]);
        yield* pass(6_500);
        expect(yield* instances(daemon)).toEqual(["web#1 running 2", "web#2 running 2", "web#3 running 1"]);
        yield* pass(1_000);
        expect(yield* instances(daemon)).toEqual(["web#1 running 2", "web#2 running 2", "web#3 starting 2"]);
      }),
    ));

  it("go on as they are if the first one does not come up, with an alarm, and are restarted after the next change", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(pool("restart: temporary"));
        yield* pass(60_000);
        yield* watcher.change("/src/a.js");
        yield* pass(600);
        yield* machine.exit("web#1", { code: 1 });
        yield* pass(60_000);
        expect(yield* instances(daemon)).toEqual(["web#1 failed 2", "web#2 running 1", "web#3 running 1"]);
        yield* written;
        const raised = (yield* alarms(machine)).filter(({ alarm }) => alarm === "watch");
        expect(raised.map(({ subject, reason }) => `${subject}: ${reason}`)).toEqual([
          "web: web#2, web#3 are not restarted (watch: src/a.js changed), because web#1 did not come up: did not start; last: exit code 1 before it was ready",
        ]);
        yield* watcher.change("/src/a.js");
        yield* pass(10_000);
        expect(yield* instances(daemon)).toEqual(["web#1 running 3", "web#2 running 2", "web#3 running 2"]);
      }),
    ));

  it("that a user stops meanwhile are left out", () =>
    withWatcher((machine, watcher) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(pool());
        yield* pass(60_000);
        yield* watcher.change("/src/a.js");
        yield* pass(600);
        yield* daemon.supervision.stop("web#2", { by: "user:ann", wait: true });
        yield* pass(10_000);
        expect(yield* instances(daemon)).toEqual(["web#1 running 2", "web#2 stopped 1", "web#3 running 2"]);
      }),
    ));
});
