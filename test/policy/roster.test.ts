import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Strategy } from "../../src/domain/tree/ChildSpec.ts";
import { shouldAutoShutdown } from "../../src/policy/restart/autoShutdown.ts";
import { restartGroup } from "../../src/policy/restart/strategy.ts";
import { select } from "../../src/policy/select.ts";

const order = ["a", "b", "c", "d"];

describe("the group that is restarted after a failure", () => {
  it("is the child alone, the child and later ones, or all, in start order", () => {
    expect(restartGroup("one_for_one", order, "b")).toEqual(["b"]);
    expect(restartGroup("simple_one_for_one", order, "b")).toEqual(["b"]);
    expect(restartGroup("rest_for_one", order, "b")).toEqual(["b", "c", "d"]);
    expect(restartGroup("one_for_all", order, "b")).toEqual(order);
  });

  it("always includes the failed child and keeps the start order", () => {
    const strategies = fc.constantFrom<Strategy>(
      "one_for_one",
      "one_for_all",
      "rest_for_one",
      "simple_one_for_one",
    );
    const children = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(strategies, children, fc.nat(), (strategy, ids, at) => {
        const failed = ids[at % ids.length] ?? "";
        const group = restartGroup(strategy, ids, failed);
        expect(group).toContain(failed);
        expect(ids.filter((id) => group.includes(id))).toEqual(group);
      }),
    );
  });
});

describe("automatic shutdown", () => {
  it("needs a significant child, and the last one with all_significant", () => {
    expect(shouldAutoShutdown("any_significant", { significant: true }, true)).toBe(true);
    expect(shouldAutoShutdown("any_significant", { significant: false }, false)).toBe(false);
    expect(shouldAutoShutdown("all_significant", { significant: true }, true)).toBe(false);
    expect(shouldAutoShutdown("all_significant", { significant: true }, false)).toBe(true);
    expect(shouldAutoShutdown("never", { significant: true }, false)).toBe(false);
  });
});

describe("the paths that a user selects", () => {
  const paths = ["", "web", "web/api#1", "web/api#2", "web/db", "jobs", "jobs/db"];
  it("are the exact path, the only one with this last part, or all that a glob matches", () => {
    expect(select("web/db", paths)).toEqual(["web/db"]);
    expect(select("/jobs/", paths)).toEqual(["jobs"]);
    expect(select("api#2", paths)).toEqual(["web/api#2"]);
    expect(select("db", paths)).toEqual([]);
    expect(select("web/*", paths)).toEqual(["web/api#1", "web/api#2", "web/db"]);
    expect(select("**", paths)).toEqual(paths.slice(1));
    expect(select("", paths)).toEqual([""]);
  });
});
