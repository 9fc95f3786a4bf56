// The history of runs, over several daemons of one machine on virtual time.
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { JournalError } from "../../src/domain/Errors.ts";
import type { Run } from "../../src/domain/Run.ts";
import { root } from "../../src/domain/tree/ChildPath.ts";
import { type Machine, onMachine, pass, written } from "./machine.ts";

const quick = "min_uptime: 0, backoff: { initial: 0s, max: 0s, jitter: 0 }";
const pair = `children:
  web: { command: web, ${quick} }
  slow: { command: slow, ${quick} }
`;

/** The rows of a child, oldest first. */
const runsOf = ({ history }: Machine, path: string): Effect.Effect<ReadonlyArray<Run>, JournalError> =>
  Effect.map(Effect.zipRight(written, history.page({ within: [path], limit: 99 })), ({ runs }) =>
    [...runs].reverse(),
  );

const brief = (runs: ReadonlyArray<Run>) =>
  runs.map(({ id, trigger, outcome, code, signal, by }) => [id, trigger, outcome, code ?? signal, by]);

const byAnn = { by: "user:ann", wait: true } as const;

describe("the history of runs", () => {
  it("has each run of a service from its start on, with what became of it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(pair);
        expect(yield* runsOf(machine, "web")).toMatchObject([
          { id: "web@1", outcome: "running", reason: "the tree is started", ended_at: null, attempt: null },
        ]);
        yield* machine.exit("web", { code: 1 });
        yield* pass(1);
        yield* supervision.restart("web", byAnn);
        yield* machine.exit("web", { signal: "SIGSEGV" });
        yield* pass(2_000);
        expect(brief(yield* runsOf(machine, "web"))).toEqual([
          ["web@1", "start", "failed", 1, "system"],
          ["web@2", "restart", "stopped", "SIGTERM", "system"],
          ["web@3", "request", "failed", "SIGSEGV", "user:ann"],
          ["web@4", "restart", "running", null, "system"],
        ]);
        const [first] = yield* runsOf(machine, "web");
        expect(first?.ended_at, "when it exited").toBe(
          new Date(machine.runs.find(({ run }) => run === 1)?.end?.at ?? 0).toISOString(),
        );
        expect(first?.reason).toBe("exit code 1");
      }),
    ));

  it("has a run that could not be started, and one that had to be killed", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(
          "children:\n  absent: { command: absent, on_limit: fail, limit: { restarts: 1, period: 1m } }\n  deaf: { command: deaf, min_uptime: 0, stop: { timeout: 1s } }\n",
        );
        yield* Effect.fork(supervision.stop("deaf", byAnn));
        yield* pass(2_000);
        expect(brief(yield* runsOf(machine, "deaf"))).toEqual([
          ["deaf@1", "start", "killed", "SIGKILL", "system"],
        ]);
        const [absent] = yield* runsOf(machine, "absent");
        expect(absent).toMatchObject({ id: "absent@1", outcome: "failed", reason: "absent was not found" });
        expect([absent?.code, absent?.signal]).toEqual([null, null]);
      }),
    ));

  it("goes on with an adopted run, and has the end of one that ended without a daemon", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const first = yield* machine.daemon(pair);
        yield* written;
        yield* first.die;
        yield* pass(5_000);
        yield* machine.exit("web", { code: 7 });
        const endedAt = machine.runs.find(({ path }) => path === "web")?.end?.at ?? 0;
        yield* pass(5_000);
        yield* machine.daemon(pair);
        yield* pass(5_000);
        expect(yield* runsOf(machine, "web")).toMatchObject([
          { id: "web@1", outcome: "failed", code: 7, ended_at: new Date(endedAt).toISOString() },
          { id: "web@2", trigger: "restart", outcome: "running" },
        ]);
        expect(brief(yield* runsOf(machine, "slow"))).toEqual([
          ["slow@1", "start", "running", null, "system"],
        ]);
      }),
    ));

  it("has a run that a daemon started in its last moment, before it could write", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const first = yield* machine.daemon(pair);
        yield* written;
        yield* machine.exit("web", { code: 1 });
        yield* pass(1);
        expect(machine.live()).toContain("web 2");
        yield* first.die;
        yield* machine.daemon(pair);
        expect(brief(yield* runsOf(machine, "web"))).toEqual([
          ["web@1", "start", "failed", 1, "system"],
          ["web@2", "restart", "running", null, "system"],
        ]);
      }),
    ));

  it("completes the runs of a child that is not declared any more", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const first = yield* machine.daemon(pair);
        yield* written;
        yield* first.die;
        yield* machine.daemon("children:\n  slow: { command: slow, min_uptime: 0 }\n");
        yield* pass(5_000);
        expect(yield* runsOf(machine, "web")).toMatchObject([
          { id: "web@1", outcome: "stopped", signal: "SIGTERM", reason: "it is not declared any more" },
        ]);
      }),
    ));

  it("says of a run that is gone without a trace that it is lost", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const first = yield* machine.daemon(pair);
        yield* written;
        yield* first.die;
        // As after a reboot, with the run directories gone.
        machine.runs.length = 0;
        yield* machine.daemon(pair);
        expect(yield* runsOf(machine, "web")).toMatchObject([
          { id: "web@1", outcome: "lost", code: null, signal: null },
          { outcome: "running" },
        ]);
      }),
    ));

  it("waits with the journal, and is complete once that can be written again", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        let isFull = false;
        const full = new JournalError({ message: "the disk is full" });
        const { supervision } = yield* machine.daemon(pair, {
          journalled: (_, write) => Effect.suspend(() => (isFull ? full : write)),
        });
        yield* written;
        isFull = true;
        yield* machine.exit("web", { code: 1 });
        yield* pass(2_000);
        expect(brief(yield* runsOf(machine, "web"))).toEqual([["web@1", "start", "running", null, "system"]]);
        expect(brief(yield* supervision.unwrittenRuns)).toEqual([
          ["web@1", "start", "failed", 1, "system"],
          ["web@2", "restart", "running", null, "system"],
        ]);
        isFull = false;
        yield* pass(6_000);
        expect(brief(yield* runsOf(machine, root)).filter(([id]) => String(id).startsWith("web"))).toEqual([
          ["web@1", "start", "failed", 1, "system"],
          ["web@2", "restart", "running", null, "system"],
        ]);
        expect(yield* supervision.unwrittenRuns).toEqual([]);
      }),
    ));
});
