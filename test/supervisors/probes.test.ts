import { Clock, Effect } from "effect";
import { describe, expect, it } from "vitest";
import type { MemoryAnswers } from "../../src/adapters/memory/Prober.ts";
import type { Attempt } from "../../src/ports/machine/Prober.ts";
import { treeOf } from "../policy/trees.ts";
import { onMachine, pass, settle, written } from "./machine.ts";

const well: Attempt = { outcome: "success", message: "status 200" };
const ill: Attempt = { outcome: "failure", message: "connection refused on 127.0.0.1:80" };

/** A prober whose answers the test decides, and which notes its attempts: `web 1 at 1000`. */
const makeProber = () => {
  let answer: Effect.Effect<Attempt> = Effect.succeed(well);
  const attempts: Array<string> = [];
  let open = 0;
  let most = 0;
  const answers: MemoryAnswers = (_, { path, run }) =>
    Effect.gen(function* () {
      attempts.push(`${path} ${run} at ${yield* Clock.currentTimeMillis}`);
      open += 1;
      most = Math.max(most, open);
      return yield* answer;
    }).pipe(
      Effect.ensuring(
        Effect.sync(() => {
          open -= 1;
        }),
      ),
    );
  return {
    answers,
    attempts,
    set: (next: Effect.Effect<Attempt>) => {
      answer = next;
    },
    open: () => open,
    most: () => most,
  };
};

const tree = (probes: string, more = ""): string =>
  `children: { web: { command: web, min_uptime: 0, backoff: none, ${more} probes: { ${probes} } } }`;

const steady = "jitter: 0, tcp: 80";

type Daemon = Effect.Effect.Success<ReturnType<Parameters<Parameters<typeof onMachine>[0]>[0]["daemon"]>>;

const web = ({ supervision }: Daemon) =>
  Effect.map(supervision.status(), ({ children: [child] }) => {
    if (child?.kind !== "service") throw new Error("no service");
    return child;
  });

const shown = (daemon: Daemon) =>
  Effect.map(web(daemon), ({ state, health, run, reason }) => `${state} ${health} ${run}: ${reason}`);

describe("a running child with probes", () => {
  it("tells how long its newest attempts took, and the failures at which a probe fails", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        prober.set(Effect.delay(Effect.succeed(well), 40));
        const daemon = yield* machine.daemon(tree(`live: { ${steady}, every: 1s, failures: 3 }`), {
          answers: prober.answers,
        });
        yield* pass(3_500);
        const { probe_latencies } = yield* daemon.supervision.explain("web");
        expect(probe_latencies?.map(({ probe }) => probe)).toEqual(["live"]);
        expect(new Set(probe_latencies?.[0]?.recent_ms)).toEqual(new Set([40]));
        expect(probe_latencies?.[0]?.recent_ms.length).toBeGreaterThan(1);
        const view = daemon.supervision.viewsNow().views.find(({ path }) => path === "web");
        expect(view).toMatchObject({ probes: [{ probe: "live", fail_after: 3 }] });
      }),
    ));

  it("is unknown until its probe has an answer, then healthy, and probed at its interval", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { answers, attempts } = makeProber();
        const daemon = yield* machine.daemon(tree(`live: { ${steady}, delay: 5s }`), { answers });
        yield* pass(4_999);
        expect(yield* shown(daemon)).toBe("running unknown 1: alive");
        yield* pass(1);
        expect(yield* shown(daemon)).toBe("running healthy 1: alive");
        yield* pass(20_000);
        expect(attempts).toEqual(["web 1 at 5000", "web 1 at 15000", "web 1 at 25000"]);
        const { value } = yield* web(daemon);
        expect(value).toBe("running.healthy");
      }),
    ));

  it("is restarted in good order when its liveness probe has failed often enough, and that counts", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        const daemon = yield* machine.daemon(tree(`live: { ${steady}, every: 1s }`), {
          answers: prober.answers,
        });
        yield* pass(10_000);
        prober.set(Effect.succeed(ill));
        yield* pass(2_000);
        expect(yield* shown(daemon)).toBe("running healthy 1: alive");
        expect(machine.asked).toEqual([]);
        prober.set(Effect.succeed(ill));
        yield* pass(1_000);
        // The new run may have been probed already.
        prober.set(Effect.succeed(well));
        yield* pass(1_000);
        expect(machine.asked).toEqual(["web 1"]);
        expect(yield* shown(daemon)).toBe("running healthy 2: alive");
        const { restarts, last_exit } = yield* web(daemon);
        expect(restarts).toBe(1);
        expect(last_exit?.reason).toBe("stopped because a probe failed");
        yield* written;
        const rows = (yield* machine.journal.read({})).flatMap((entry) => {
          if (entry.subject !== "web") return [];
          if (entry.type === "health") return [`health ${entry.from} > ${entry.to}: ${entry.reason}`];
          return entry.type === "transition" && entry.to === "stopping" ? [entry.reason] : [];
        });
        expect(rows).toEqual([
          "health unknown > healthy: its probes pass",
          "liveness probe failed 3 times: connection refused on 127.0.0.1:80",
          "health unknown > healthy: its probes pass",
        ]);
      }),
    ));

  it("is given up when it keeps failing its liveness probe", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        prober.set(Effect.succeed(ill));
        const daemon = yield* machine.daemon(
          tree(`live: { ${steady}, every: 1s, failures: 1 }`, "limit: { restarts: 2, period: 60s },"),
          { answers: prober.answers },
        );
        yield* pass(10_000);
        const { state, reason } = yield* web(daemon);
        expect(state).toBe("failed");
        expect(reason).toContain("last: liveness probe failed once: connection refused on 127.0.0.1:80");
        expect(prober.attempts).toHaveLength(3);
      }),
    ));

  it("is unhealthy, and not restarted, when its readiness probe fails, until that succeeds", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        const daemon = yield* machine.daemon(tree(`ready: { ${steady}, action: notify }`), {
          answers: prober.answers,
        });
        yield* pass(5_000);
        prober.set(Effect.succeed(ill));
        yield* pass(40_000);
        expect(yield* shown(daemon)).toBe(
          "running unhealthy 1: readiness probe failed 4 times: connection refused on 127.0.0.1:80",
        );
        prober.set(Effect.succeed(well));
        yield* pass(10_000);
        expect(yield* shown(daemon)).toBe("running healthy 1: healthy again");
        yield* written;
        const alarms = (yield* machine.journal.read({})).filter(({ type }) => type === "alarm");
        expect(alarms).toEqual([
          expect.objectContaining({
            alarm: "unhealthy",
            subject: "web",
            run: 1,
            reason: "readiness probe failed 3 times: connection refused on 127.0.0.1:80",
          }),
        ]);
      }),
    ));

  it("is never probed twice at a time: an attempt without an answer ends at its timeout", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        prober.set(Effect.never);
        const daemon = yield* machine.daemon(
          tree(
            `ready: { ${steady}, every: 1s, timeout: 5s }, live: { ${steady}, action: none }`,
            "ready: { min_uptime: 0 },",
          ).replace("min_uptime: 0, ", ""),
          { answers: prober.answers },
        );
        yield* pass(60_000);
        expect(prober.most()).toBe(2);
        expect(yield* shown(daemon)).toMatch(
          /^running unhealthy 1: readiness probe failed \d+ times: no result within 5 s$/,
        );
        yield* Effect.fork(daemon.supervision.stop("web", { by: "user:me", wait: false }));
        yield* pass(100);
        expect(prober.open(), "a probe does not outlive its run").toBe(0);
        const tried = prober.attempts.length;
        yield* pass(60_000);
        expect(prober.attempts).toHaveLength(tried);
      }),
    ));

  it("is probed anew when its probes are changed, and its process is not touched", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        const daemon = yield* machine.daemon(tree(`live: { ${steady} }`), { answers: prober.answers });
        yield* pass(1_000);
        prober.set(Effect.succeed(ill));
        const wanted = treeOf(tree(`live: { ${steady}, every: 2s, failures: 2, action: none }`));
        const how = { by: "user:me", source: "/srv/test.yaml", message: "applied" };
        const plan = yield* daemon.supervision.plan(wanted);
        expect(plan.steps.map(({ action }) => action)).toEqual(["update"]);
        yield* Effect.fork(daemon.supervision.apply(wanted, how));
        yield* settle;
        expect(yield* shown(daemon)).toBe("running unknown 1: alive");
        yield* pass(5_000);
        expect(yield* shown(daemon)).toContain("running unhealthy 1: liveness probe failed");
        expect(machine.asked).toEqual([]);
      }),
    ));
});

describe("a start that a probe completes", () => {
  const ready = "children: { web: { command: web, ready: { tcp: 80, timeout: 10s } } }";

  it("is tried every second, and ends with the first success", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        prober.set(Effect.succeed(ill));
        const daemon = yield* machine.daemon(ready, { answers: prober.answers });
        yield* pass(3_500);
        expect(yield* shown(daemon)).toBe("starting unknown 1: the tree is started");
        prober.set(Effect.succeed(well));
        yield* pass(500);
        expect(yield* shown(daemon)).toContain("running");
        expect(prober.attempts.slice(0, 5)).toEqual([0, 1, 2, 3, 4].map((at) => `web 1 at ${at * 1000}`));
        yield* pass(1_000);
        expect(yield* shown(daemon)).toBe("running healthy 1: ready (tcp)");
      }),
    ));

  it("fails at the timeout, with what the probe found last", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        prober.set(Effect.succeed(ill));
        const daemon = yield* machine.daemon(ready, { answers: prober.answers });
        yield* pass(10_000);
        const { state, reason } = yield* web(daemon);
        expect([state, reason]).toEqual([
          "backoff",
          "not ready within 10 s: connection refused on 127.0.0.1:80",
        ]);
      }),
    ));
});

describe("the next daemon", () => {
  it("probes what it adopts again: a running child is unknown, and spread over an interval", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const before = makeProber();
        const probes = tree("live: { tcp: 80 }");
        const first = yield* machine.daemon(probes, { answers: before.answers });
        yield* pass(30_000);
        expect((yield* web(first)).health).toBe("healthy");
        yield* first.die;
        const after = makeProber();
        const second = yield* machine.daemon(probes, { answers: after.answers });
        expect(yield* shown(second)).toBe("running unknown 1: alive");
        yield* pass(10_000);
        expect((yield* web(second)).health).toBe("healthy");
        expect(after.attempts.length).toBeGreaterThan(0);
        expect(machine.live()).toEqual(["web 1"]);
      }),
    ));

  it("goes on with a start that a probe was to complete, and with a stop for a failed probe", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        prober.set(Effect.succeed(ill));
        const starting = "children: { web: { command: web, ready: { tcp: 80 } } }";
        const first = yield* machine.daemon(starting, { answers: prober.answers });
        yield* pass(5_000);
        yield* first.die;
        prober.set(Effect.succeed(well));
        const second = yield* machine.daemon(starting, { answers: prober.answers });
        yield* pass(1_000);
        expect((yield* web(second)).state).toBe("running");
        expect(machine.live()).toEqual(["web 1"]);
      }),
    ));

  it("goes on with the stop of a child whose probe had failed, and starts it again", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const prober = makeProber();
        prober.set(Effect.succeed(ill));
        const probes =
          "children: { slow: { command: a, min_uptime: 0, backoff: none, probes: { live: { tcp: 80, jitter: 0, failures: 1 } } } }";
        const first = yield* machine.daemon(probes, { answers: prober.answers });
        yield* pass(500);
        expect((yield* web(first)).state).toBe("stopping");
        yield* first.die;
        prober.set(Effect.succeed(well));
        const second = yield* machine.daemon(probes, { answers: prober.answers });
        yield* pass(10_000);
        expect(yield* shown(second)).toBe("running healthy 2: alive");
        expect(machine.asked, "it was asked once").toEqual(["slow 1"]);
      }),
    ));
});
