import { describe, expect, it } from "vitest";
import { asciiOf, hasUnicode } from "../../../src/cli/terminal/ascii.ts";
import { displayWidth } from "../../../src/cli/terminal/displayWidth.ts";
import { pressedKey } from "../../../src/cli/terminal/fullScreen.ts";
import { wrapped } from "../../../src/cli/top/panes/wrapped.ts";
import { rowsOf, totalOf } from "../../../src/cli/top/rows.ts";
import { pageOf, topLines } from "../../../src/cli/top/screen/topLines.ts";
import { initialState, type TopState } from "../../../src/cli/top/TopState.ts";
import { heldTree } from "./nodesOf.ts";

const tree = heldTree(
  {
    db: { ports: [{ name: null, port: 5432 }] },
    web: {},
    "web/api": {
      state: "backoff",
      pid: null,
      restarts: 7,
      reason: "exit code 1",
      next_attempt_at: "2026-01-01T00:01:05.000Z",
    },
    "web/ui": { health: "unhealthy", reason: "GET /healthz: HTTP 503" },
  },
  { db: [0.1, 300 * 2 ** 20], "web/ui": [1.5, 2 ** 31] },
);
const now = Date.parse("2026-01-01T00:01:00.000Z");

interface Shape {
  readonly size?: readonly [number, number];
  readonly coloured?: boolean;
  readonly pane?: ReadonlyArray<string>;
  readonly notice?: string | null;
  readonly of?: typeof tree;
}

const screen = (differs: Partial<TopState> = {}, shape: Shape = {}) => {
  const { size: [width, height] = [80, 12], coloured = false, pane = [], notice = null, of = tree } = shape;
  const state = { ...initialState, ...differs };
  return topLines(
    { state, name: "shop", nodes: of.nodes, rows: rowsOf(of, state), total: totalOf(of), pane, notice },
    { width, height, coloured, now },
  );
};

describe("the screen of top", () => {
  it("has the tree with what it uses and why, in as many lines as the terminal", () => {
    expect(
      screen({ selected: "web" })
        .slice(0, 6)
        .map((line) => line.trimEnd()),
    ).toEqual([
      "● shop running  2 running, 1 backoff  cpu 160%  mem 2.3G",
      "               state       pid  up  restarts   cpu   mem  why",
      "  ├─ ● db      running    4711  1m             10%  300M  :5432",
      "▸ └─ ● web     running          1m            150%  2.0G  one_for_one",
      "     ├─ ◌ api  backoff                    7×              exit code 1; next att…",
      "     └─ ● ui   unhealthy  4711  1m            150%  2.0G  GET /healthz: HTTP 503",
    ]);
    expect(screen()).toHaveLength(12);
    expect(screen({}, { size: [120, 12] }).join("\n")).toContain("exit code 1; next attempt in 5 s");
  });

  it("marks the heading that the rows are sorted by", () => {
    expect(screen({ sorting: "cpu" })[1]).toContain("cpu▼");
    expect(screen({ sorting: "name" })[1]).toContain("name▼");
    expect(screen()[1]).not.toContain("▼");
  });

  it("says what is asked, what is wrong and what has happened in its last line", () => {
    const last = (...args: Parameters<typeof screen>) => screen(...args).at(-1) ?? "";
    expect(last()).toContain("q quit");
    expect(last({ filter: "db" })).toContain("filter: db");
    expect(last({ mode: { kind: "filter", before: "" }, filter: "d" })).toContain("/d");
    const mode = { kind: "confirm", command: "stop", path: "db", question: "Stop db?" } as const;
    expect(last({ mode })).toBe("Stop db? [y/N]");
    expect(last({ message: { text: "db: stopped", tone: "green" } })).toBe("db: stopped");
    expect(last({}, { notice: "no contact" })).toBe("no contact");
  });

  it("keeps the selected row in sight among a thousand", () => {
    const many = heldTree(
      Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`child-${index}`, {}])),
    );
    for (const selected of ["child-0", "child-500", "child-999"]) {
      const lines = screen({ selected }, { of: many });
      expect(lines.filter((line) => line.startsWith("▸"))).toEqual([expect.stringContaining(selected)]);
      expect(lines).toHaveLength(12);
    }
  });

  it("has a pane below the table, with the newest lines of output and the first ones of a detail", () => {
    const pane = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const shape = { size: [80, 24], pane } as const;
    const logs = screen({ pane: "logs", selected: "db" }, shape);
    expect(logs.find((line) => line.startsWith("──"))).toContain("logs of db");
    expect(logs.at(-2)).toBe("line 39");
    expect(screen({ pane: "detail", selected: "db" }, shape)).toContain("line 0");
    expect(screen({ pane: "help" }, shape).join("\n")).toContain("restart, after a yes");
    for (const one of ["logs", "detail", "help"] as const)
      expect(screen({ pane: one }, shape)).toHaveLength(24);
  });

  it("fits in any terminal, with and without a pane", () => {
    const pane = ["x".repeat(300), "界".repeat(90)];
    for (const size of [
      [20, 3],
      [40, 8],
      [80, 24],
      [200, 60],
    ] as const)
      for (const state of [{}, { pane: "logs" }, { pane: "help" }] as const)
        for (const coloured of [true, false]) {
          const lines = screen(state, { size, pane, coloured });
          expect(lines).toHaveLength(size[1]);
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(size[0]);
        }
    expect(pageOf({ state: initialState, pane: [] }, 1)).toBe(1);
  });

  it("is coloured on request only, and tells states and the selection apart without colours", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    expect(screen().join("")).not.toMatch(/\u001b/);
    expect(screen({}, { coloured: true }).join("")).toContain("\u001b[7m");
  });

  it("says so when there is nothing to be shown", () => {
    expect(screen({ filter: "nope" }).join("\n")).toContain('nothing matches "nope"');
    expect(screen({}, { of: heldTree({}) }).join("\n")).toContain("no children");
  });
});

describe("a terminal without Unicode", () => {
  it("is known by its locale", () => {
    expect(hasUnicode({ LANG: "en_US.UTF-8" })).toBe(true);
    expect(hasUnicode({ LANG: "de_DE.utf8", LC_ALL: "" })).toBe(true);
    expect(hasUnicode({ LANG: "en_US.UTF-8", LC_ALL: "C" })).toBe(false);
    expect(hasUnicode({})).toBe(false);
  });

  it("gets ASCII of the same width", () => {
    const lines = screen().map(asciiOf);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding others is the point
    for (const line of lines) expect(line).toMatch(/^[\u0000-\u007f]*$/);
    expect(lines.map((line) => line.length)).toEqual(screen().map(displayWidth));
    expect(lines.join("\n")).toMatch(/`- \* ui/);
  });
});

describe("the keys of a terminal", () => {
  it.each([
    [undefined, { name: "up", ctrl: false, meta: false }, { name: "up", text: "" }],
    ["G", { name: "g", shift: true }, { name: "G", text: "G" }],
    ["/", { sequence: "/" }, { name: "/", text: "/" }],
    ["ü", {}, { name: "ü", text: "ü" }],
    ["\r", { name: "return" }, { name: "return", text: "" }],
    ["\u0003", { name: "c", ctrl: true }, { name: "ctrl-c", text: "" }],
    ["\u007f", { name: "backspace" }, { name: "backspace", text: "" }],
  ])("%j %j is %j", (typed, key, expected) => {
    expect(pressedKey(typed, key)).toEqual(expected);
  });
});

describe("a text in lines of a width", () => {
  it("is broken between words", () => {
    expect(wrapped("one two three four", 9)).toEqual(["one two", "  three", "  four"]);
    expect(wrapped("", 9)).toEqual([""]);
    expect(wrapped("unbreakable", 4)).toEqual(["unbreakable"]);
  });
});
