import { describe, expect, it } from "vitest";
import { nearest, nearestPath } from "../../src/policy/nearest.ts";

describe("the word that is suggested", () => {
  it("is the closest one, if it is close enough", () => {
    expect(nearest("stratgy", ["strategy", "start"])).toBe("strategy");
    expect(nearest("comand", ["command", "cwd"])).toBe("command");
    expect(nearest("sttaus", ["start", "status"])).toBe("status");
    expect(nearest("zebra", ["command", "cwd"])).toBeNull();
    expect(nearest("", ["command"])).toBeNull();
    expect(nearest("x", ["y", ""])).toBeNull();
  });
});

describe("the path that is suggested", () => {
  const paths = ["", "db", "web", "web/api", "web/worker", "pool#1"];

  it("is found by the whole path and by its last part", () => {
    expect(nearestPath("web/wroker", paths)).toBe("web/worker");
    expect(nearestPath("wroker", paths)).toBe("web/worker");
    expect(nearestPath("wep", paths)).toBe("web");
    expect(nearestPath("nothing-like-it", paths)).toBeNull();
  });
});
