import { Either } from "effect";
import { expect, it } from "vitest";
import { parseTree } from "../../src/config/parseTree.ts";
import { longestStop } from "../../src/policy/longestStop.ts";

const stopOf = (children: string): number => {
  const text = `version: 1\nname: shop\nchildren:\n${children}`;
  const parsed = parseTree(text, { file: "sentinel.yaml", directory: "/", variables: {} });
  return longestStop(Either.getOrThrow(parsed).root);
};

const service = (name: string, timeout: string): string =>
  `  ${name}: { command: x, shutdown: ${timeout} }\n`;

it("a tree stops one child after another, so its longest stop is the sum of theirs", () => {
  expect(stopOf(service("a", "30s") + service("b", "5s"))).toBe(35_000);
});

it("a child that is killed at once takes no time, one without a limit any time", () => {
  expect(stopOf(service("a", "brutal_kill") + service("b", "5s"))).toBe(5_000);
  expect(stopOf(service("a", "infinity") + service("b", "5s"))).toBe(Number.POSITIVE_INFINITY);
});

it("instances of a replicated child stop together", () => {
  expect(stopOf("  pool: { command: x, shutdown: 20s, replicas: 4 }\n")).toBe(20_000);
});

it("a supervisor's own limit ends the stop of what is under it", () => {
  const under = `  web:\n    shutdown: 12s\n    children:\n    ${service("a", "infinity")}    ${service("b", "5s")}`;
  expect(stopOf(under)).toBe(12_000);
});
