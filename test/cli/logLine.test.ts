import { describe, expect, it } from "vitest";
import { noSuchRun } from "../../src/cli/feed/keptRuns.ts";
import { formatLogLine, toneOf } from "../../src/cli/view/lines/logLine.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";

const line = {
  ...{ seq: 1, at: "2026-01-31T14:30:00.120Z", path: "web/api", run: 4, text: "hi" },
  stream: "stdout",
} as const satisfies LogLine;
const coloured = formatLogLine({ coloured: true, onlyChild: undefined, timed: false });
const plain = formatLogLine({ coloured: false, onlyChild: undefined, timed: false });

describe("a line of output on a terminal", () => {
  it("has a colour for its child, the same each time, and red for standard error", () => {
    const [on, off] = ["\u001b[", "\u001b[0m"];
    expect(coloured(line)).toMatch(/^.\[3[2-6]mweb\/api \|.\[0m hi$/u);
    expect(coloured(line)).toBe(coloured(line));
    expect(coloured({ ...line, stream: "stderr" })).toMatch(/.\[31mhi.\[0m$/u);
    expect(
      formatLogLine({ coloured: true, onlyChild: "api", timed: false })({ ...line, stream: "stderr" }),
    ).toBe(`${on}31mhi${off}`);
  });

  it("uses all colours", () => {
    const paths = Array.from({ length: 40 }, (_, index) => `web/api#${index + 1}`);
    expect(new Set(paths.map(toneOf)).size).toBe(5);
    expect(paths.map(toneOf)).not.toContain("red");
  });
});

describe("a line of output elsewhere", () => {
  it("is plain, with its child unless only one was named", () => {
    expect(plain(line)).toBe("web/api | hi");
    expect(plain({ ...line, stream: "stderr" })).toBe("web/api | hi");
    expect(formatLogLine({ coloured: false, onlyChild: "api", timed: false })(line)).toBe("hi");
    expect(formatLogLine({ coloured: false, onlyChild: "web", timed: false })(line)).toBe("web/api | hi");
  });
});

// F15: `logs x --run 99` was empty, with exit code 0.
describe("a run without output", () => {
  const kept = [1, 2, 3, 7].map((run) => ({ path: "db", run }));

  it("is an error with the list of runs if it does not exist", () => {
    expect(noSuchRun(99, kept)).toBe("no output of run 99 is kept; there is output of db runs 1–3, 7");
    expect(noSuchRun(2, [{ path: "db", run: 1 }])).toContain("there is output of db run 1");
    expect(noSuchRun(1, [])).toBe("no output of run 1 is kept; there is no output at all");
    const many = Array.from({ length: 7 }, (_, index) => ({ path: `a${index}`, run: 1 }));
    expect(noSuchRun(9, many)).toMatch(/a4 run 1, 2 more$/);
  });

  it("is no error if the run exists but printed nothing", () => {
    expect(noSuchRun(7, kept)).toBeNull();
  });
});
