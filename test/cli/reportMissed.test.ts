import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { reportMissed } from "../../src/cli/feed/reportMissed.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gone = "removed by the limits of its `logs` before";
const remedy = "raise max_files, max_size or max_total, or follow fewer children";

describe("lines that a follower has missed", () => {
  it("are reported once a second, added up for each child", () => {
    const said: Array<string> = [];
    const { add } = reportMissed((what) => said.push(what));
    for (const [path, lines] of [
      ["web/api", 3],
      ["db", 1],
      ["web/api", 4],
    ] as const)
      add(path, lines);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(said).toEqual([
      `7 lines of web/api can't be shown: ${gone} they were read; ${remedy}`,
      `1 line of db can't be shown: ${gone} it was read; ${remedy}`,
    ]);
    add("db", 2);
    vi.advanceTimersByTime(1_000);
    expect(said[2]).toBe(`2 lines of db can't be shown: ${gone} they were read; ${remedy}`);
  });

  it("are reported at the end, and then no more", () => {
    const said: Array<string> = [];
    const { add, tell } = reportMissed((what) => said.push(what));
    add("db", 2);
    tell();
    vi.advanceTimersByTime(5_000);
    tell();
    expect(said).toHaveLength(1);
  });
});
