import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import type { Touched } from "../../../src/domain/view/Touched.ts";
import { treeOf } from "../../policy/trees.ts";
import { over, pass, running } from "../applyWorld.ts";

const tree = treeOf(`
defaults: { min_uptime: 0, backoff: { initial: 20s, healthy_after: 10s }, on_limit: escalate }
children:
  web:
    strategy: one_for_all
    intensity: 1
    children:
      db: { command: db }
      api: { command: api }
      extra: { command: extra, autostart: false }
  pool: { command: p, replicas: 3 }
`);

type Daemon = Parameters<Parameters<typeof running>[1]>[0];

const crash = ({ world }: Daemon, path: string) => {
  const process = world.live.get(path);
  world.live.delete(path);
  process?.exit({ code: 1 });
  return pass(100);
};

const brief = (touched: ReadonlyArray<Touched>) => touched.map(({ path, effect }) => `${path} ${effect}`);

const inTree = <A>(use: (daemon: Daemon) => Effect.Effect<A, unknown>) =>
  running(tree, (daemon) => Effect.orDie(use(daemon)));

describe("what a command touches", () => {
  it("a stop of a supervisor: those under it in reverse order, then itself", () =>
    inTree(({ supervision }) =>
      Effect.gen(function* () {
        const { touched, sentence, refused } = yield* supervision.preview({ verb: "stop" }, ["web"], null);
        expect(brief(touched)).toEqual(["web/api stops", "web/db stops", "web stops"]);
        expect(touched.map(({ because }) => because)).toEqual(["web stops", "web stops", "stopped by hand"]);
        expect(sentence).toBe("Stop web: 2 services stop, in reverse order (web/api, web/db).");
        expect(refused).toEqual([]);
      }),
    ));

  it("a restart by hand of a child of one_for_all: that child alone, as in OTP", () =>
    inTree(({ supervision }) =>
      Effect.gen(function* () {
        const { touched, sentence } = yield* supervision.preview({ verb: "restart" }, ["web/api"], null);
        expect(brief(touched)).toEqual(["web/api restarts"]);
        expect(sentence).toBe("Restart web/api: it alone restarts.");
      }),
    ));

  it("a restart by hand of a child in backoff: the siblings that wait for it, too", () =>
    inTree((daemon) =>
      Effect.gen(function* () {
        yield* crash(daemon, "web/api");
        const { touched } = yield* daemon.supervision.preview({ verb: "restart" }, ["web/api"], null);
        expect(brief(touched)).toEqual(["web/api restarts", "web/db starts"]);
        expect(touched[1]?.because).toBe("api is restarted (one_for_all)");
      }),
    ));

  it("a start of a supervisor: not what is wanted down, unless it is named, too", () =>
    inTree(({ supervision }) =>
      Effect.gen(function* () {
        yield* over(supervision.stop("web", { by: "user:test", wait: true }));
        const alone = yield* supervision.preview({ verb: "start" }, ["web"], null);
        expect(brief(alone.touched)).toEqual([
          "web starts",
          "web/db starts",
          "web/api starts",
          "web/extra stays",
        ]);
        expect(alone.sentence).toBe(
          "Start web: 2 services start, in order (web/db, web/api); web/extra stays as it is.",
        );
        const both = yield* supervision.preview({ verb: "start" }, ["web", "web/extra"], null);
        expect(brief(both.touched)).toContain("web/extra starts");
        const child = yield* supervision.preview({ verb: "start" }, ["web/extra"], null);
        expect(child.refused).toEqual([
          {
            path: "web/extra",
            reason: "web/extra can't be started: its supervisor web is stopped; `sentinel start web` first",
          },
        ]);
      }),
    ));

  it("a signal: what has a process; a scale: the instances that come and go", () =>
    inTree(({ supervision }) =>
      Effect.gen(function* () {
        const signal = yield* supervision.preview({ verb: "signal", signal: "SIGHUP" }, ["web"], null);
        expect(brief(signal.touched)).toEqual(["web/db signalled", "web/api signalled"]);
        const fewer = yield* supervision.preview({ verb: "scale", replicas: 1 }, ["pool"], null);
        expect(brief(fewer.touched)).toEqual(["pool#3 removed", "pool#2 removed"]);
        const more = yield* supervision.preview({ verb: "scale", replicas: 4 }, ["pool"], null);
        expect(more.sentence).toBe("Scale pool to 4: pool#4 is added.");
      }),
    ));

  it("what is stopped already: nothing", () =>
    inTree(({ supervision }) =>
      Effect.gen(function* () {
        const { touched, sentence } = yield* supervision.preview({ verb: "stop" }, ["web/extra"], null);
        expect(brief(touched)).toEqual(["web/extra stays"]);
        expect(sentence).toBe("Stop web/extra: nothing happens: it is stopped, and stays down.");
      }),
    ));
});

describe("what a crash takes along", () => {
  it("in one_for_all: all siblings that run; one too many: the supervisor gives up, and its own decides", () =>
    inTree((daemon) =>
      Effect.gen(function* () {
        const { supervision } = daemon;
        yield* pass(20_000);
        const first = yield* supervision.blastRadius("web/db", null);
        expect(brief(first.touched)).toEqual(["web/db restarts", "web/api restarts"]);
        expect(first.sentence).toBe("If web/db crashes now: 2 services restart (web/db, web/api).");
        yield* crash(daemon, "web/db");
        yield* pass(1_000);
        const second = yield* supervision.blastRadius("web/db", null);
        expect(brief(second.touched)).toEqual([
          ...["web/db restarts", "web/api restarts", "web restarts", "web/extra stays"],
        ]);
        expect(second.touched[2]?.because).toBe("it gives up on db: more than 1 restart within 60 s");
      }),
    ));

  it("of an instance of a pool: itself alone", () =>
    inTree(({ supervision }) =>
      Effect.gen(function* () {
        yield* pass(20_000);
        const { touched, sentence } = yield* supervision.blastRadius("pool#2", null);
        expect(brief(touched)).toEqual(["pool#2 restarts"]);
        expect(sentence).toBe("If pool#2 crashes now: it alone restarts.");
      }),
    ));

  it("of what does not run: nothing; and nothing of what the asker may not see", () =>
    inTree(({ supervision }) =>
      Effect.gen(function* () {
        const idle = yield* supervision.blastRadius("web/extra", null);
        expect(idle).toEqual({
          touched: [],
          sentence: "web/extra is stopped, so nothing of it can fail now.",
        });
        const seen = yield* supervision.blastRadius("web/db", ["web/db"]);
        expect(brief(seen.touched)).toEqual(["web/db restarts"]);
      }),
    ));
});
