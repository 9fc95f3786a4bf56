import { describe, expect, it } from "vitest";
import { lineBetween } from "../../web/dependencies/lines.ts";
import { relationsIn } from "../../web/dependencies/related.ts";
import type { NodeRecord } from "../../web/live/protocol.ts";

const node = (path: string, more: Partial<NodeRecord> = {}): NodeRecord =>
  ({
    path,
    state: "running",
    value: "running",
    pid: 1,
    health: "unknown",
    after: null,
    ...more,
  }) as NodeRecord;
const heldAfter = (child: string, until: "ready" | "healthy") =>
  ({ state: "starting", value: "starting.held", after: [{ child, until }] }) as const;

const relations = (of: string, nodes: ReadonlyArray<NodeRecord>) => {
  const at = (path: string) => nodes.find((one) => one.path === path);
  const all = { order: nodes.map((_, i) => i), node: (i: number) => nodes[i], at };
  return relationsIn(all, at(of) ?? node(of)).map(
    ({ first, later, isAwaited }) => `${first} ${isAwaited ? "awaited by" : "before"} ${later}`,
  );
};

describe("the dependencies of a node on the map", () => {
  it("are what it starts after, and what starts after it or one under it", () => {
    const nodes = [
      node("db"),
      node("api", { after: [{ child: "db", until: "ready" }] }),
      node("proxy", { after: [{ child: "api", until: "ready" }] }),
    ];
    expect(relations("api", nodes)).toEqual(["db before api", "api before proxy"]);
    expect(relations("db", nodes)).toEqual(["db before api"]);
  });

  it("are awaited while a start is held and the other one has not come so far", () => {
    const stopped = node("db", { state: "stopped", pid: null });
    expect(relations("api", [stopped, node("api", heldAfter("db", "ready"))])).toEqual(["db awaited by api"]);
    expect(relations("api", [node("db"), node("api", heldAfter("db", "ready"))])).toEqual(["db before api"]);
    expect(relations("api", [node("db"), node("api", heldAfter("db", "healthy"))])).toEqual([
      "db awaited by api",
    ]);
  });

  const cell = (x: number, y: number) => ({ x, y, width: 20, height: 20 });

  it("are lines from the edge of the first to the edge of the second", () => {
    expect(lineBetween(cell(0, 100), cell(0, 0))).toBe("M10 98L10 22");
  });

  it("avoid what is between two in the same row", () => {
    expect(lineBetween(cell(0, 0), cell(80, 0))).toBe("M10 22C10 42 90 42 90 22");
  });
});
