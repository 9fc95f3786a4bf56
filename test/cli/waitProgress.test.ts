import { describe, expect, it } from "vitest";
import { type Condition, type WaitProgress, waitProgressOf } from "../../src/cli/wait/waitProgress.ts";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import { service, supervisor, treeOf } from "./statusOf.ts";

const statusFor = (path: string, tree: TreeStatus, condition: Condition = "ready"): WaitProgress["status"] =>
  waitProgressOf(path, condition, tree, 0).status;

describe("a child that a command waits for", () => {
  it.each([
    ["running", "reached", "pending"],
    ["finished", "reached", "reached"],
    ["starting", "pending", "pending"],
    ["backoff", "pending", "pending"],
    ["stopped", "pending", "pending"],
    ["failed", "impossible", "impossible"],
  ] as const)("in state %s is %s for ready and %s for finished", (state, ready, finished) => {
    const status = treeOf([service("db", { state })]);
    expect([statusFor("db", status), statusFor("db", status, "finished")]).toEqual([ready, finished]);
  });

  it("will not start by itself if it or its group is not meant to run", () => {
    const down = { wanted: "down", state: "stopped" } as const;
    expect(statusFor("db", treeOf([service("db", down)]))).toBe("impossible");
    expect(
      statusFor("web/api", treeOf([supervisor("web", down), service("web/api", { state: "stopped" })])),
    ).toBe("impossible");
    expect(statusFor("db", treeOf([service("db", { state: "stopped" })], { state: "failed" }))).toBe(
      "impossible",
    );
  });

  it("will not start by itself after its group has failed, whose reason is shown", () => {
    const status = treeOf([
      supervisor("web", { state: "failed", reason: "gave up on worker" }),
      service("web/api", { state: "stopped" }),
    ]);
    expect(waitProgressOf("web/api", "ready", status, 0)).toMatchObject({
      status: "impossible",
      why: "web is failed (gave up on worker)",
    });
  });
});

describe("a group that a command waits for", () => {
  const off = service("web/off", { wanted: "down", state: "stopped" });

  it("is ready once all children that are meant to run are", () => {
    const grouped = (state: "running" | "starting") =>
      treeOf([supervisor("web"), service("web/api", { state }), off]);
    expect(statusFor("web", grouped("running"))).toBe("reached");
    expect(statusFor("", grouped("running"))).toBe("reached");
    expect(statusFor("web", grouped("starting"))).toBe("pending");
  });

  it("is not ready before its own state is running", () => {
    expect(statusFor("web", treeOf([supervisor("web", { state: "starting" }), service("web/api")]))).toBe(
      "pending",
    );
  });

  it("can't become ready once one of its children is given up", () => {
    const status = treeOf([supervisor("web"), service("web/api"), service("web/x", { state: "failed" })]);
    expect(statusFor("web", status)).toBe("impossible");
    expect(statusFor("web/api", status)).toBe("reached");
  });
});
