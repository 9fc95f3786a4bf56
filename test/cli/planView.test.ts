import { describe, expect, it } from "vitest";
import { differenceLines, planLines } from "../../src/cli/view/planView.ts";
import type { PlanFor } from "../../src/domain/view/Plan.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { treeOf } from "../policy/trees.ts";

const planned = (
  before: string,
  after: string,
  now: Parameters<typeof plan>[2] = {},
  failed: ReadonlyArray<string> = [],
): PlanFor => ({ revision: "sha256:x", failed, ...plan(treeOf(before), treeOf(after), now) });

const one = (command: string) => `children: { a: { command: '${command}' } }`;

describe("a plan for people", () => {
  // F6: it was cut at the first "; ", and the rest of the command stood as the reason.
  it("shows complete commands with semicolons, and only remarks as remarks", () => {
    const stopped = { isAtRest: () => true };
    expect(planLines(planned(one("x"), one("sleep 1001; sleep 1"), stopped), false)[0]).toBe(
      "  ~ a (update, on its next start) — it is not running",
    );
    expect(planLines(planned(one("echo a; x changed: y"), one("sleep 1; echo b; c")), false)).toEqual([
      "  ↻ a (restart)",
      "      command: echo a; x changed: y → sleep 1; echo b; c",
      "",
      "1 restarted; 0 processes are not touched.",
    ]);
  });

  it("shows the reason of a daemon without remarks, if there are no changed fields", () => {
    const { steps, ...rest } = planned("children: {}", one("x"));
    const older = steps.map(({ remarks: _, ...step }) => step);
    expect(planLines({ ...rest, steps: older }, false)[0]).toBe("  + a (add) — new");
  });

  // F5: nothing was said of it.
  it("says that failed children are started, or how to start them", () => {
    const failed = { isAtRest: () => true, isLive: () => false, failedSupervisors: [""] };
    expect(planLines(planned(one("x"), one("y"), failed), false)).toEqual([
      "  ~ a (update, on its next start) — it is not running",
      "      command: x → y",
      "  ▶ the tree (start) — the tree has failed and is started",
      "",
      "1 changed without a restart, 1 started; 0 processes are not touched.",
    ]);
    expect(planLines(planned(one("x"), one("x"), failed, [""]), false)).toEqual([
      "Nothing differs; 0 processes are not touched.",
      "The tree is failed; `sentinel start /` starts it.",
    ]);
    expect(planLines(planned(one("x"), one("x"), {}, ["web/a"]), false)[1]).toBe(
      "web/a is failed; `sentinel start web/a` starts it.",
    );
  });
});

describe("the difference of two revisions for people", () => {
  it("does not mention processes, because none is running", () => {
    expect(differenceLines(planned(one("x"), one("x")), false)).toEqual(["Nothing differs."]);
    expect(differenceLines(planned(one("x"), one("y")), false).at(-1)).toBe("1 restarted.");
  });
});
