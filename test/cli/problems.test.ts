import { describe, expect, it } from "vitest";
import { problemsIn } from "../../src/cli/view/tree/problems.ts";
import type { ChildStatus, TreeStatus } from "../../src/domain/view/Status.ts";
import { job, noProcess, service, supervisor, treeOf } from "./statusOf.ts";

const now = Date.parse("2026-01-01T00:01:00.000Z");
const problems = (children: ReadonlyArray<ChildStatus>, differs: Partial<TreeStatus> = {}) =>
  problemsIn(treeOf(children, differs), now).map(({ path, state }) => `${path} ${state}`);
const down = { ...noProcess, state: "stopped" } as const;

describe("status --check", () => {
  it("finds no problems if all children are running, finished, starting or stopped by hand", () => {
    const children = [
      service("a"),
      service("b", { ...noProcess, state: "finished" }),
      service("c", { state: "starting" }),
      service("d", { ...down, wanted: "down" }),
      supervisor("e", { state: "stopped", wanted: "down" }),
      service("e/f", down),
    ];
    expect(problems(children)).toEqual([]);
  });

  it("finds children that should be up and are not, in document order, with the reason", () => {
    const at = "2026-01-01T00:01:07.000Z";
    const children = [
      service("a", { ...noProcess, state: "backoff", reason: "exit code 1", next_attempt_at: at }),
      supervisor("g"),
      service("g/b", { ...noProcess, state: "failed", last_words: "no disk" }),
      service("g/c", down),
      service("z", { health: "unhealthy" }),
    ];
    expect(problems(children)).toEqual(["a backoff", "g/b failed", "g/c stopped", "z unhealthy"]);
    expect(problemsIn(treeOf(children), now)[0]?.reason).toBe("exit code 1; next attempt in 7 s");
  });

  it("finds a failed tree or group, but not the children that are down because of it", () => {
    const children = [
      supervisor("g", { state: "failed", reason: "gave up on b" }),
      service("g/b", { ...noProcess, state: "failed" }),
      service("g/c", down),
    ];
    expect(problems(children)).toEqual(["g failed", "g/b failed"]);
    expect(problems([service("a", down)], { state: "failed" })).toEqual([" failed"]);
  });

  it("does not count how the run of a job has ended, in whatever slot", () => {
    const failed = { ...noProcess, state: "failed" } as const;
    const children = [job("j"), service("j#1", failed), service("j#2", down), service("jx", failed)];
    expect(problems(children)).toEqual(["jx failed"]);
  });

  it("finds no problems in a tree that is just starting", () => {
    expect(
      problems([service("a", { state: "starting" }), service("b", down)], { state: "starting" }),
    ).toEqual([]);
  });
});
