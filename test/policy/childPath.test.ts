import { expect, it } from "vitest";
import { idOnTheWay } from "../../src/domain/ChildPath.ts";

it.each([
  ["", "web", "web"],
  ["", "web/api#1", "web"],
  ["web", "web/api#1", "api"],
  ["web/api", "web/api#1", "#1"],
  ["pool", "pool#12/x", "#12"],
  ["web", "web", undefined],
  ["web", "website/api", undefined],
  ["", "", undefined],
])("from %s the way to %s leads over %s", (from, to, id) => {
  expect(idOnTheWay(from, to)).toBe(id);
});
