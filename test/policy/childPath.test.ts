import { expect, it } from "vitest";
import { outermost } from "../../src/domain/ChildPath.ts";

it("those that lie under others are meant with them, whatever is between", () => {
  const paths = ["web/api/x#1", "web", "db#1", "db#2", "website", "cache", "cache#1/a"];
  expect(outermost(paths)).toEqual(["web", "db#1", "db#2", "website", "cache"]);
  expect(outermost(["a", "", "b/c"])).toEqual([""]);
});
