import { describe, expect, it } from "vitest";
import { displayWidth } from "../../src/cli/terminal/displayWidth.ts";
import { screenLines } from "../../src/cli/view/tree/screenLines.ts";
import type { ChildStatus, TreeStatus } from "../../src/domain/view/Status.ts";
import { noProcess, service, supervisor, treeOf } from "./statusOf.ts";

const now = Date.parse("2026-01-01T00:01:00.000Z");
const full = [
  "Ctrl-C stops the tree in reverse order. In another terminal:",
  "  export SENTINEL_HOME=/tmp/sentinel-0123456789",
  "  node dist/sentinel.js status     (or explain, logs, stop, start …)",
];
const hint = { full, brief: ["Ctrl-C stops the tree in reverse order"] };
const events = Array.from({ length: 8 }, (_, index) => `10:00:0${index} event ${index}`);

const failing = { ...noProcess, state: "failed", reason: "exit code 1" } as const;

const quickstart: ReadonlyArray<ChildStatus> = [
  service("server"),
  service("worker"),
  supervisor("pipeline", { strategy: "rest_for_one" }),
  service("pipeline/queue"),
  service("pipeline/consumer"),
  service("pipeline/reporter"),
  service("slow-starter"),
  supervisor("echo"),
  ...[1, 2, 3].map((number) => service(`echo#${number}`)),
  service("prepare", { ...noProcess, state: "finished", reason: "exit code 0" }),
  service("hopeless", failing),
];

const screen = (
  children: ReadonlyArray<ChildStatus>,
  [width, height]: readonly [number, number],
  differs: Partial<TreeStatus> = {},
): ReadonlyArray<string> =>
  screenLines(
    { status: treeOf(children, differs), events, hint, notice: null },
    { width, height, coloured: false, now },
  );

/** The lines of the children, without what stands above and below. */
const treeIn = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const end = lines.indexOf("");
  return lines.slice(2, end < 0 ? undefined : end);
};

const stem = /^(?:(?:│ {2}| {3})*)(?:├─|└─)/;

/** F13: a tree line that ends in the middle is one with nothing, or something else, below its tee or bar. */
const brokenLines = (tree: ReadonlyArray<string>): ReadonlyArray<string> => {
  const at = (row: number, column: number): string => tree[row]?.[column] ?? " ";
  const goesDown = (sign: string): boolean => sign === "├" || sign === "│";
  const comesFromAbove = (sign: string): boolean => goesDown(sign) || sign === "└";
  return tree.filter((line, row) =>
    [...(stem.exec(line)?.[0] ?? "?")].some((sign, column) => {
      const isOpen = goesDown(sign) && !comesFromAbove(at(row + 1, column));
      const isLoose = row > 0 && comesFromAbove(sign) && column === 0 && !goesDown(at(row - 1, column));
      return sign === "?" || isOpen || isLoose;
    }),
  );
};

/** The names in the order in which they stand on the screen. */
const namesIn = (tree: ReadonlyArray<string>): ReadonlyArray<string> =>
  tree.flatMap((line) => /[●◐◑◌✕○✓] (\S+)/.exec(line)?.[1] ?? []);

const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/") + 1, path.lastIndexOf("#")));

const manyGroups = Array.from({ length: 10 }, (_, group) => [
  supervisor(`group-${group}`),
  ...Array.from({ length: 9 }, (_, one) =>
    service(`group-${group}/child-${one}`, group === 7 && one === 4 ? failing : {}),
  ),
]).flat();

const flat = Array.from({ length: 100 }, (_, index) =>
  service(
    `calm-${index}`,
    index === 57 ? failing : index % 10 === 3 ? { ...noProcess, state: "finished" } : {},
  ),
);

const deep = ["a", "a/b", "a/b/c", "a/b/c/d"]
  .map((path): ChildStatus => supervisor(path))
  .concat(service("a/b/c/d/e", failing), service("a/b/c/d/f"), service("a/b/g"), service("z"));

describe("the screen of the live view", () => {
  const trees = { quickstart, manyGroups, flat, deep, none: [] as ReadonlyArray<ChildStatus> };
  const sizes = [24, 20, 15, 12, 10, 8, 50].flatMap((rows) =>
    [80, 60, 40, 160].map((columns) => [columns, rows] as const),
  );

  for (const [name, children] of Object.entries(trees))
    it(`fits ${name} on every terminal, in document order, with whole tree lines`, () => {
      for (const size of sizes) {
        const [columns, rows] = size;
        const lines = screen(children, size);
        expect(lines.length, `${size}`).toBeLessThan(rows);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        const tree = treeIn(lines);
        expect(brokenLines(tree), `${size}\n${tree.join("\n")}`).toEqual([]);
        const order = children.map(({ path }) => nameOf(path));
        let place = -1;
        for (const one of namesIn(tree)) {
          place = order.indexOf(one.replace(/…$/, ""), place + 1);
          expect(place, `${one} in ${size}`).toBeGreaterThanOrEqual(0);
        }
      }
    });

  it("shows the whole quickstart on 80 × 24, with fewer events", () => {
    const lines = screen(quickstart, [80, 24]);
    expect(namesIn(treeIn(lines))).toEqual(quickstart.map(({ path }) => nameOf(path)));
    expect(lines.filter((line) => line.includes("event")).length).toBeGreaterThanOrEqual(2);
    expect(lines).toContain(full[2]);
  });

  it("collapses healthy groups and siblings in 20 rows, and keeps two events and the hint", () => {
    expect(screen(quickstart, [80, 20])).toMatchInlineSnapshot(`
      [
        "● shop running  9 running, 1 failed, 1 finished",
        "                   state      pid  up  restarts  cpu  mem  why",
        "├─ ● server        running   4711  1m            25%  48M",
        "├─ ● worker        running   4711  1m            25%  48M",
        "├─ ● pipeline      running                                 rest_for_one",
        "│  ├─ ● queue      running   4711  1m            25%  48M",
        "│  ├─ ● consumer   running   4711  1m            25%  48M",
        "│  └─ ● reporter   running   4711  1m            25%  48M",
        "├─ ● slow-starter  running   4711  1m            25%  48M",
        "├─ ● echo          running                                 one_for_one",
        "│  ├─ ● #1         running   4711  1m            25%  48M",
        "│  └─ … 2 more running",
        "├─ ✓ prepare       finished                                exit code 0",
        "└─ ✕ hopeless      failed                                  exit code 1",
        "",
        "10:00:06 event 6",
        "10:00:07 event 7",
        "",
        "Ctrl-C stops the tree in reverse order",
      ]
    `);
  });

  it("always shows children in trouble with their parents among a hundred children", () => {
    const inGroups = treeIn(screen(manyGroups, [80, 24]));
    expect(inGroups.join("\n")).toMatch(
      /├─ ● group-7 [\s\S]*│ {2}├─ ✕ child-4 [\s\S]*│ {2}└─ … 8 more running/,
    );
    const inARow = treeIn(screen(flat, [80, 20]));
    expect(inARow.some((line) => line.includes("✕ calm-57"))).toBe(true);
    expect(inARow.at(-1)).toMatch(/^└─ … \d+ more: \d+ running, \d+ finished$/);
  });

  it("shows the number of children in a collapsed group", () => {
    expect(treeIn(screen(manyGroups, [80, 24]))[4]).toMatch(/├─ ● group-2 .*\(9 running\) one_for_one$/);
  });

  it("omits columns before the reason on a narrow terminal", () => {
    const reason = "exit code 78: there is no configuration";
    const narrow = screen([service("db", { ...failing, reason }), service("web")], [60, 24]);
    expect(narrow.find((line) => line.includes("db"))).toContain("exit code 78: there");
    expect(narrow[1]).not.toContain("cpu");
    expect(screen([service("db", { ...failing, reason }), service("web")], [100, 24])[1]).toContain("cpu");
  });

  it("shows the problem of the file as long as the tree fits", () => {
    const message = Array.from({ length: 12 }, (_, index) => `mistake ${index}`).join("\n");
    const file = { source: "/sentinel.yaml", problem: { kind: "invalid", brief: "", message } } as const;
    const shown = (children: ReadonlyArray<ChildStatus>, rows: number) =>
      screen(children, [80, rows], { file }).filter((line) => line.includes("mistake")).length;
    expect(shown([service("db")], 40)).toBe(10);
    expect(shown(quickstart, 24)).toBe(2);
  });
});
