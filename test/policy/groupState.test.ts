import { describe, expect, it } from "vitest";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { describeDegraded } from "../../src/policy/health/degraded.ts";
import { type GroupNode, groupStateOf, missingOf } from "../../src/policy/health/groupState.ts";

const part = (
  path: string,
  state: ChildState,
  parts: ReadonlyArray<GroupNode> = [],
  startsByItself = true,
): GroupNode => ({
  path,
  state,
  reason: state === "stopped" ? "stopped by hand" : "exit code 1",
  next_attempt_at: null,
  wanted: state === "stopped" ? "down" : "up",
  startsByItself,
  hasRun: startsByItself,
  children: parts.length === 0 ? null : parts,
});

const pathsOf = (parts: ReadonlyArray<GroupNode>) => missingOf(parts).map(({ path }) => path);

describe("the children that degrade a running supervisor", () => {
  it("are none if all are running or finished", () => {
    const web = part("web", "running", [part("web/api", "running"), part("web/migrate", "finished")]);
    expect(missingOf([web, part("db", "running")])).toEqual([]);
    expect(describeDegraded([])).toBe("");
  });

  // F2: a group read "all children are started" while one was in backoff and two were stopped.
  it("are those in any other state, at any depth", () => {
    const states: ReadonlyArray<ChildState> = ["stopped", "starting", "stopping", "backoff", "failed"];
    const web = part("web", "running", [
      part("web/fine", "running"),
      ...states.map((state) => part(`web/${state}`, state)),
    ]);
    expect(pathsOf([web])).toEqual(states.map((state) => `web/${state}`));
  });

  it("include a supervisor that is not running, without its descendants", () => {
    expect(pathsOf([part("web", "failed", [part("web/api", "stopped")])])).toEqual(["web"]);
  });

  it("do not include one with autostart: false, until it is started", () => {
    expect(pathsOf([part("tool", "stopped", [], false)])).toEqual([]);
    expect(pathsOf([part("tool", "starting", [], false)])).toEqual(["tool"]);
  });

  it("are the topmost of those that are not up, and those that a user stopped", () => {
    const web = part("web", "starting", [
      part("web/api", "running"),
      part("web/pool", "running", [part("web/pool#1", "backoff")]),
      part("web/tool", "stopped", [], false),
    ]);
    const parts = [part("db", "stopped"), web];
    expect(pathsOf(parts)).toEqual(["db", "web"]);
    const { not_up, held_down, ...counts } = groupStateOf(parts, true);
    expect(counts).toEqual({ wanted: 2, up: 1, finished: 0 });
    expect(not_up.map(({ path }) => path)).toEqual(["web", "web/pool#1"]);
    expect(held_down).toEqual([
      { path: "db", because: "stopped" },
      { path: "web/tool", because: "autostart" },
    ]);
  });

  it("are named relative to the group, three of them", () => {
    const missing = missingOf([
      part("web/api", "stopped"),
      part("web/worker", "backoff"),
      part("web/pool#2", "failed"),
      part("web/x", "starting"),
    ]);
    expect(describeDegraded(missing, "web")).toBe(
      "degraded: api is stopped by hand, worker is in backoff, pool#2 has failed and 1 more",
    );
    expect(describeDegraded(missing.slice(0, 1))).toBe("degraded: web/api is stopped by hand");
    expect(describeDegraded(missingOf([part("pool#1", "backoff")]), "pool")).toBe(
      "degraded: #1 is in backoff",
    );
  });
});
