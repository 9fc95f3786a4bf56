import { expect, it } from "vitest";
import { createActor } from "xstate";
import { serviceMachine } from "../../machines/service.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import { stateAfterExit } from "../../src/policy/adoption/missedTransitions.ts";

const exits: ReadonlyArray<Exit> = [
  ...[0, 1, 3, 4].map((code) => ({ code })),
  ...["SIGTERM", "SIGINT", "SIGKILL"].map((signal) => ({ signal })),
  { unknown: "nobody has seen it" },
];
const readies = [
  { kind: "alive", minUptimeMs: 1000 },
  { kind: "exit", timeoutMs: null },
  { kind: "log", pattern: "up", timeoutMs: 60_000 },
] as const;

it("what an end that nobody has recorded led to is what the chart of a service makes of it", () => {
  for (const restart of ["permanent", "transient", "temporary"] as const)
    for (const ready of readies)
      for (const state of ["starting", "running", "stopping"] as const)
        for (const purpose of ["request", "not_ready"] as const)
          for (const exit of exits) {
            const exitRules = { success: [0, 3], fatal: [4], ignore: [3, "SIGINT"] } as const;
            const rules = { restart, ready, shutdown: 1000, stopSignal: "SIGINT", exitRules };
            const actor = createActor(serviceMachine, { input: { rules, lastRun: 0 } }).start();
            const found = { state, pid: 1, run: 1, startedAt: 0, delayMs: 0, isRetried: false, spentMs: 0 };
            const stop = { purpose, mode: "ordered" } as const;
            const why = { reason: "found", by: "system" };
            actor.send({ type: "RESUME", found: { ...found, held: null, stop, isAsked: true, ...why } });
            actor.send({ type: "EXITED", run: 1, at: 1, exit });
            const { value } = actor.getSnapshot();
            actor.stop();
            const reached = typeof value === "string" ? value : Object.keys(value)[0];
            const circumstances = JSON.stringify({ restart, ready: ready.kind, state, purpose, exit });
            expect(stateAfterExit(state, purpose, exit, rules), circumstances).toBe(reached);
          }
});
