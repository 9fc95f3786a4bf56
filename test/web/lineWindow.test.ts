import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SearchFrame } from "../../src/domain/LogSearch.ts";
import type { LogWindow, PlacedLine } from "../../src/domain/LogWindow.ts";
import { spansOf } from "../../web/lines/ansi.ts";
import { passed } from "../../web/lines/passed.ts";
import { LineSearch } from "../../web/lines/search/LineSearch.ts";
import { markedSpans } from "../../web/lines/search/marked.ts";
import { LineWindow, type Wanted } from "../../web/lines/window/LineWindow.ts";
import { logsAddress } from "../../web/pages/logs/address.ts";
import { isMeantBy } from "../../web/pages/logs/filters/meant.ts";

/** The output of a child with so many lines, whose first ones may be removed. */
const output = (first: { count: number; removed: number; edition: string }) => {
  const asked: Array<Wanted> = [];
  const lineAt = (position: number): PlacedLine => {
    const seq = position + first.removed + 1;
    const at = new Date(seq).toISOString();
    return { seq, position, at, path: "web", run: 1, stream: "stdout", text: `line ${seq}` };
  };
  const ask = async (wanted: Wanted): Promise<LogWindow> => {
    asked.push(wanted);
    const total = first.count - first.removed;
    const { position, at, line, before = 0, limit } = wanted;
    const named = line === undefined ? undefined : Number(line.split(":")[1]) - first.removed - 1;
    const target = position ?? named ?? (at === undefined ? total : Math.max(0, at - first.removed - 1));
    const begin = position === undefined ? Math.min(target - before, total - limit) : target;
    const from = Math.max(0, begin);
    const end = Math.min(total, from + limit);
    return {
      items: Array.from({ length: Math.max(0, end - from) }, (_, index) => lineAt(from + index)),
      ...{ from, end, total, edition: first.edition, unfinished: [], places: null },
      target: target < 0 || target > total ? null : target,
      oldest: new Date(first.removed + 1).toISOString(),
      newest: new Date(first.count).toISOString(),
    };
  };
  return { ask, asked, state: first };
};

describe("the window on a long output", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("document", { hidden: false });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const opened = async (count: number) => {
    const child = output({ count, removed: 0, edition: "a" });
    const lines = new LineWindow(child.ask);
    lines.open();
    await vi.advanceTimersByTimeAsync(0);
    return { ...child, lines };
  };

  it("loads only the lines in view, and evicts those far away", async () => {
    const { lines, asked } = await opened(1_000_000);
    expect(lines.at(999_999)?.text).toBe("line 1000000");
    expect(lines.at(500_000)).toBeUndefined();
    lines.want(499_990, 500_010);
    await vi.advanceTimersByTimeAsync(0);
    expect(lines.at(500_000)?.text).toBe("line 500001");
    expect(asked.length).toBeLessThan(5);
    for (let position = 0; position < 120_000; position += 500) {
      lines.want(position, position + 40);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(lines.kept).toBeLessThanOrEqual(100_500);
    expect(lines.at(119_500)?.text).toBe("line 119501");
    expect(lines.at(0)).toBeUndefined();
    lines.close();
  });

  it("follows the end with each line once, and skips floods out of view", async () => {
    const { lines, state, asked } = await opened(1_000);
    const told: Array<number> = [];
    lines.onLine = ({ seq }) => void told.push(seq);
    state.count = 3_500;
    await vi.advanceTimersByTimeAsync(400);
    expect(told).toEqual(Array.from({ length: 2_500 }, (_, index) => 1_001 + index));
    expect(lines.total).toBe(3_500);
    lines.onLine = null;
    const before = asked.length;
    state.count = 1_000_000;
    await vi.advanceTimersByTimeAsync(400);
    expect(lines.total).toBe(1_000_000);
    expect(asked.length - before).toBeLessThan(4);
    lines.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length - before).toBeLessThan(4);
  });

  it("finds its lines again after older ones were removed", async () => {
    const { lines, state } = await opened(10_000);
    lines.want(5_000, 5_040);
    await vi.advanceTimersByTimeAsync(0);
    const moved: Array<number> = [];
    lines.onMoved = (position) => void moved.push(position);
    state.removed = 2_000;
    state.edition = "b";
    await vi.advanceTimersByTimeAsync(1_500);
    expect(moved).toEqual([3_020]);
    expect(lines.at(3_020)?.text).toBe("line 5021");
    expect(lines.total).toBe(8_000);
    lines.close();
  });

  it("says that a line is gone", async () => {
    const { lines, state } = await opened(10_000);
    expect(await lines.find({ line: "web:42" })).toEqual({ position: 41, isThere: true });
    state.removed = 2_000;
    state.edition = "b";
    expect(await lines.find({ line: "web:42" })).toMatchObject({ isThere: false });
    lines.close();
  });
});

describe("a search in the output", () => {
  const hit = (seq: number, text: string): PlacedLine => ({
    ...{ seq, position: seq - 1, at: "2026-01-01T00:00:00.000Z", path: "web", run: 1 },
    ...{ stream: "stdout", text },
  });
  const progress = { read: 10, total: 20, found: 2, reached: null, edition: "a" };
  const done = { ...progress, read: 20, found: 3 };
  async function* frames(): AsyncGenerator<SearchFrame> {
    yield { hit: hit(9, "no room") };
    yield { hit: hit(7, "no room") };
    yield { progress };
    yield { hit: hit(2, "no room") };
    yield { done };
  }
  const pattern = { grep: "ro+m", ignoresCase: false, invert: false };

  it("lists the newest hits first, and matches lines printed later", async () => {
    const search = new LineSearch(pattern, frames);
    search.begin();
    // Printed while the search had just begun: both find it.
    search.try(hit(9, "no room"));
    await expect.poll(() => search.state.name).toBe("done");
    expect(search.found).toBe(3);
    expect(search.hits.map(({ seq }) => seq)).toEqual([9, 7, 2]);
    search.try(hit(21, "room again"));
    search.try(hit(22, "nothing"));
    expect(search.hits.map(({ seq }) => seq)).toEqual([21, 9, 7, 2]);
    expect(search.found).toBe(4);
    expect(search.rangesIn(hit(30, "a room, a \u001b[31mroom\u001b[0m"))).toEqual([
      { from: 2, to: 6 },
      { from: 10, to: 14 },
    ]);
  });

  it("can be cancelled, and keeps its hits", async () => {
    let isAborted = false;
    async function* endless(signal: AbortSignal): AsyncGenerator<SearchFrame> {
      signal.addEventListener("abort", () => {
        isAborted = true;
      });
      yield { hit: hit(9, "no room") };
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      throw new Error("aborted");
    }
    const search = new LineSearch(pattern, endless);
    search.begin();
    await expect.poll(() => search.hits.length).toBe(1);
    search.cancel();
    expect(isAborted).toBe(true);
    await expect.poll(() => search.state.name).toBe("cancelled");
    expect(search.hits).toHaveLength(1);
  });
});

describe("a line of output", () => {
  it("is marked where it matches, whatever its colours", () => {
    const spans = spansOf("plain \u001b[31mred\u001b[0m end");
    const marked = markedSpans(spans, [{ from: 4, to: 8 }]);
    expect(marked.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join("")).toBe("plai[n ][re]d end");
    expect(marked.map(({ colour }) => colour)).toEqual([null, null, "term-red", "term-red", null]);
    expect(markedSpans(spans, []).map(({ text }) => text)).toEqual(["plain ", "red", " end"]);
  });
});

describe("a pattern for children", () => {
  it("matches a path, a glob, and the nodes below", () => {
    const meant = (word: string) =>
      ["web", "web/api#1", "web/api#2", "web/a.i", "webs", "db/web"].filter(isMeantBy(word));
    expect(meant("web")).toEqual(["web", "web/api#1", "web/api#2", "web/a.i"]);
    expect(meant("web/*")).toEqual(["web/api#1", "web/api#2", "web/a.i"]);
    expect(meant("web/api")).toEqual(["web/api#1", "web/api#2"]);
    expect(meant("web/a.i")).toEqual(["web/a.i"]);
    expect(meant("**web")).toEqual(["web", "web/api#1", "web/api#2", "web/a.i", "db/web"]);
  });
});

describe("the address of the Logs page", () => {
  it("keeps its parameters, and drops invalid ones", () => {
    expect(logsAddress({ grep: 404, run: "3", at: 17, case: "ignore", invert: true, wrap: "yes" })).toEqual({
      ...{ grep: "404", run: 3, at: 17, case: "ignore", invert: true },
    });
    expect(logsAddress({ stream: "both", view: "rows", run: -1, line: "web:1", path: "a,b" })).toEqual({
      ...{ line: "web:1", path: "a,b" },
    });
  });
});

describe("a pause between two polls", () => {
  it("leaves no listener on the signal that can end it", async () => {
    const control = new AbortController();
    await passed(1, control.signal);
    expect(getEventListeners(control.signal, "abort")).toEqual([]);
    const long = passed(60_000, control.signal);
    control.abort();
    await long;
    expect(getEventListeners(control.signal, "abort")).toEqual([]);
  });
});
