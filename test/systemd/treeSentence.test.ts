import { describe, expect, it } from "vitest";
import { stopSentence, treeSentence } from "../../src/cli/view/tree/treeSentence.ts";
import type { NodeView } from "../../src/domain/view/NodeView.ts";

const root = { path: "", kind: "supervisor", state: "running" } as NodeView;
const child = (path: string, state: string, more: object = {}): NodeView =>
  ({ path, kind: "service", state, wanted: "up", pid: 1, kill_at: null, ...more }) as NodeView;

describe("a tree in one sentence", () => {
  it("counts what runs, and names what does not", () => {
    expect(treeSentence({ views: [root, child("a", "running"), child("b", "finished")] })).toBe(
      "1 of 2 children run",
    );
    const some = ["b", "c", "d", "e"].map((path) => child(path, "backoff"));
    expect(treeSentence({ views: [root, child("a", "running"), ...some] })).toBe(
      "1 of 5 children run; b (backoff), c (backoff), d (backoff) and 1 more",
    );
    const stopped = child("b", "stopped", { wanted: "down" });
    expect(treeSentence({ views: [root, child("a", "running"), stopped] })).toBe("1 of 2 children run");
  });

  it("says which children a stop waits for", () => {
    const at = "2026-01-01T00:00:10.000Z";
    const stopping = [child("a", "stopping", { kill_at: at }), child("b", "stopping")];
    expect(stopSentence({ views: [root, ...stopping] })).toBe(
      `the tree stops, and waits for a (SIGKILL at ${at}), b (no deadline)`,
    );
    expect(stopSentence({ views: [root, child("a", "stopped")] })).toBe("the tree stops");
  });
});
