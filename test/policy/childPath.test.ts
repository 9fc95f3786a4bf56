import { expect, it } from "vitest";
import { outermost } from "../../src/domain/tree/ChildPath.ts";

it("include their descendants at any depth", () => {
  const paths = ["web/api/x#1", "web", "db#1", "db#2", "website", "cache", "cache#1/a"];
  expect(outermost(paths)).toEqual(["web", "db#1", "db#2", "website", "cache"]);
  expect(outermost(["a", "", "b/c"])).toEqual([""]);
});
