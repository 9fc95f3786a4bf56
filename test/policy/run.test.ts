import { describe, expect, it } from "vitest";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { outcomeOf } from "../../src/policy/run/outcome.ts";
import { triggerOf } from "../../src/policy/run/trigger.ts";
import { treeOf } from "./trees.ts";

const rulesOf = (settings: string): ServiceSpec => {
  const [service] = treeOf(`children: { web: { command: run${settings} } }`).root.children;
  if (service?.kind !== "service") throw new Error("no service");
  return service;
};
const plain = rulesOf("");
const task = rulesOf(", oneshot: true");

const outcome = (exit: Exit | null, state: ChildState, rules = plain, isNotReady = false) =>
  outcomeOf(exit, { state, isNotReady, rules });

describe("the outcome of a run", () => {
  it("that ended by itself follows from its exit rules", () => {
    expect(outcome({ code: 0 }, "running")).toBe("succeeded");
    expect(outcome({ code: 3 }, "running")).toBe("failed");
    expect(outcome({ code: 3 }, "running", rulesOf(", success_codes: [3]"))).toBe("succeeded");
    expect(outcome({ signal: "SIGSEGV" }, "running")).toBe("failed");
    expect(outcome({ signal: "SIGKILL" }, "running"), "the out-of-memory killer").toBe("failed");
    expect(outcome({ signal: "SIGTERM" }, "running"), "somebody asked it to stop").toBe("stopped");
  });

  it("that ended before it was ready is a failure, unless that is what it should do", () => {
    expect(outcome({ code: 0 }, "starting")).toBe("failed");
    expect(outcome({ code: 0 }, "starting", task)).toBe("succeeded");
    expect(outcome({ code: 1 }, "starting", task)).toBe("failed");
    expect(outcome({ signal: "SIGTERM" }, "starting")).toBe("failed");
  });

  it("that was stopped says whether it had to be killed, and whether it was too slow to become ready", () => {
    expect(outcome({ signal: "SIGTERM" }, "stopping")).toBe("stopped");
    expect(outcome({ code: 1 }, "stopping")).toBe("stopped");
    expect(outcome({ signal: "SIGKILL" }, "stopping")).toBe("killed");
    expect(outcome({ signal: "SIGKILL" }, "stopping", plain, true)).toBe("timed_out");
  });

  it("is known although there was no process, or nobody has seen its exit", () => {
    expect(outcome(null, "starting")).toBe("failed");
    expect(outcome(null, "stopping"), "it was stopped while it was started").toBe("stopped");
    expect(outcome({ unknown: "the shim was killed" }, "running")).toBe("lost");
    expect(outcome({ unknown: "the shim was killed" }, "stopping")).toBe("lost");
  });
});

describe("the trigger of a service's run", () => {
  it("says whether somebody asked for it, and else whether it is the first", () => {
    expect(triggerOf({ by: "system", isTried: false, isFirst: true })).toBe("start");
    expect(triggerOf({ by: "system", isTried: false, isFirst: false })).toBe("restart");
    expect(triggerOf({ by: "user:ann", isTried: true, isFirst: false })).toBe("request");
    expect(triggerOf({ by: "system", isTried: true, isFirst: false }), "a rollback").toBe("request");
  });
});
