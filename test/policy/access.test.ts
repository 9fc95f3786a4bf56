import { describe, expect, it } from "vitest";
import { includesRole, isInScope, patternProblem, scopeOf } from "../../src/policy/access.ts";

describe("a role", () => {
  it("includes what the roles below it may do, and nothing of those above", () => {
    const roles = ["anyone", "viewer", "operator", "admin"] as const;
    const table = roles.map((role) => roles.map((required) => includesRole(role, required)));
    expect(table).toEqual([
      [true, false, false, false],
      [true, true, false, false],
      [true, true, true, false],
      [true, true, true, true],
    ]);
  });
});

describe("a scope", () => {
  it("is a subtree with its root, whichever way it is written", () => {
    for (const pattern of ["web", "web/", "web/*", "/web"]) {
      const scope = scopeOf([pattern]);
      expect(scope, pattern).toEqual(["web"]);
      expect(["web", "web/api", "web/api#1", "webs", "", "db"].map((path) => isInScope(scope, path))).toEqual(
        [...[true, true, true], ...[false, false, false]],
      );
    }
  });

  it("is the whole tree where one of its patterns is, or where there are none", () => {
    for (const patterns of [null, ["*"], ["/"], ["web", "/*"]]) expect(scopeOf(patterns)).toBeNull();
  });

  it("is nothing where no pattern is given, which is not the whole tree", () => {
    expect(scopeOf([])).toEqual([]);
    expect(isInScope(scopeOf([]), "web")).toBe(false);
  });

  it("is refused where it could be no subtree", () => {
    for (const pattern of ["web", "web/api#1", "pool/*", "*", "/"])
      expect(patternProblem(pattern)).toBeNull();
    for (const pattern of ["w*", "../web", "web//api", "web api", "web/**", "#1/x y"])
      expect(patternProblem(pattern), pattern).toContain("is not a subtree");
  });
});
