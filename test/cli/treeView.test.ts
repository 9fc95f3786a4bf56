import { describe, expect, it } from "vitest";
import { treeLines } from "../../src/cli/view/tree/treeView.ts";
import { whyOf } from "../../src/cli/view/tree/whyOf.ts";
import { job, noProcess, service, supervisor, treeOf } from "./statusOf.ts";

const now = Date.parse("2026-01-01T00:01:00.000Z");
const plain = { coloured: false, width: Number.POSITIVE_INFINITY, now };
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const colours = /\u001b\[\d*m/g;

const shop = treeOf([
  service("db", { memory: 3 * 2 ** 30, uptime_ms: 3 * 86_400_000 }),
  supervisor("web", { strategy: "rest_for_one", restarts_in_period: 2 }),
  service("web/api", { restarts: 12 }),
  service("web/worker", { ...noProcess, state: "finished", reason: "exit code 0" }),
  supervisor("pool"),
  service("pool#1", { uptime_ms: 900 }),
]);

describe("the tree as lines", () => {
  it("shows a summary and one line for each child, with numbers right-aligned, in the largest unit", () => {
    expect(treeLines(shop, plain)).toEqual([
      "● shop running  3 running, 1 finished",
      "                state      pid  up  restarts  cpu   mem  why",
      "├─ ● db         running   4711  3d            25%  3.0G",
      "├─ ● web        running                                  rest_for_one, 2/5 restarts",
      "│  ├─ ● api     running   4711  1m       12×  25%   48M",
      "│  └─ ✓ worker  finished                                 exit code 0",
      "└─ ● pool       running                                  one_for_one",
      "   └─ ● #1      running   4711  0s            25%   48M",
    ]);
  });

  it("shows what jobs do, with a line for each run that goes, and counts neither", () => {
    const last_run = {
      ...{ run: 3, outcome: "failed" as const, reason: "exit 3" },
      ...{ started_at: null, ended_at: "2026-01-01T00:00:00.000Z" },
    } as const;
    const children = [
      service("db"),
      job("nightly", { last_run, next_at: "2026-01-01T03:01:00.000Z" }),
      service("nightly#1", { ...noProcess, state: "failed", reason: "exit code 3" }),
      job("sync", { condition: "running" }),
      service("sync#1"),
      job("etl", { condition: "held:pool", reason: "a start waits for a slot of the pool disk" }),
    ];
    expect(treeLines(treeOf(children), plain)).toEqual([
      "● shop running  1 running",
      "              state     pid  up  restarts  cpu  mem  why",
      "├─ ● db       running  4711  1m            25%  48M",
      "├─ ● nightly  idle                                   last run failed 1m ago (exit code 3), next in 3h",
      "├─ ● sync     running                                no run yet",
      "│  └─ ● #1    running  4711  1m            25%  48M",
      "└─ ● etl      held                                   a start waits for a slot of the pool disk, no run yet",
    ]);
  });

  it("shows the ports of running services", () => {
    const ports = [
      { name: null, port: 3000 },
      { name: "admin", port: 3100 },
    ];
    const lines = treeLines(
      treeOf([
        service("a", { ports }),
        service("b", { ...noProcess, state: "stopped", reason: "by hand", ports }),
      ]),
      plain,
    );
    expect(lines[2]).toMatch(/ {2}:3000 admin:3100$/);
    expect(lines[3]).toMatch(/ {2}by hand$/);
  });

  it("shows what does not work of a running service although it is declared", () => {
    const notices = ["not all of its files are watched: /src does not exist"];
    const lines = treeLines(
      treeOf([service("a", { notices, ports: [{ name: null, port: 3000 }] }), service("b", { notices })]),
      plain,
    );
    expect(lines[2]).toMatch(/ {2}:3000; not all of its files are watched: \/src does not exist$/);
    expect(lines[3]).toMatch(/ {2}not all of its files are watched: \/src does not exist$/);
  });

  it("shows reasons, and what is due when", () => {
    const at = "2026-01-01T00:01:07.000Z";
    const lines = treeLines(
      treeOf(
        [
          service("a", { ...noProcess, state: "backoff", reason: "exit code 1", next_attempt_at: at }),
          service("b", { state: "stopping", reason: "stopped by hand", kill_at: at }),
          service("c", { ...noProcess, state: "failed", reason: "exit code 1", last_words: "no disk" }),
          supervisor("d", { state: "failed", reason: "gave up on x" }),
        ],
        { state: "failed", reason: "gave up on d", next_attempt_at: at },
      ),
      plain,
    );
    expect(lines[0]).toBe(
      "✕ shop failed — gave up on d; next attempt in 7 s  1 stopping, 1 backoff, 1 failed",
    );
    expect(lines[2]).toMatch(/exit code 1; next attempt in 7 s$/);
    expect(lines[3]).toMatch(/stopped by hand; SIGKILL in 7 s$/);
    expect(lines[4]).toMatch(/“no disk” exit code 1$/);
    expect(lines[5]).toMatch(/one_for_one, gave up on x$/);
  });

  // F2, "running" of a group whose child is stopped read as if all were fine.
  it("shows which children a degraded tree or group is missing", () => {
    const degraded = [{ path: "web/api", state: "stopped", reason: "stopped by hand" }] as const;
    const lines = treeLines(
      treeOf(
        [
          supervisor("web", { strategy: "rest_for_one", degraded }),
          service("web/api", { ...noProcess, state: "stopped", reason: "stopped by hand", wanted: "down" }),
        ],
        { degraded },
      ),
      plain,
    );
    expect(lines[0]).toBe("● shop running — degraded: web/api is stopped by hand  1 stopped");
    expect(lines[2]).toMatch(/degraded: api is stopped by hand; rest_for_one$/);
  });

  it("shows what a start waits for, and for how long", () => {
    const ready = { when: 'log line matching "Listening"', timeout_ms: 90_000 };
    const [, , line] = treeLines(
      treeOf([service("a", { state: "starting", reason: "started by hand", ready })]),
      plain,
    );
    expect(line).toMatch(/waiting for log line matching "Listening" \(60 s of 90 s\); started by hand$/);
  });

  it("shows a subtree from its own root", () => {
    expect(treeLines(treeOf([service("web/api"), service("web/worker")]), plain)[2]).toMatch(/^├─ ● api /);
  });

  it("truncates every line to the width, visibly", () => {
    const long = treeOf([service("db", { ...noProcess, state: "failed", reason: "x".repeat(200) })], {
      state: "failed",
      reason: "y".repeat(200),
    });
    for (const width of [20, 60, 100])
      for (const coloured of [false, true])
        for (const line of treeLines(long, { coloured, width, now })) {
          const text = line.replace(colours, "");
          expect(text.length).toBeLessThanOrEqual(width);
          if (text.includes("x".repeat(20))) expect(text.endsWith("…")).toBe(true);
        }
  });

  it("has the same text with and without colours", () => {
    const coloured = treeLines(shop, { ...plain, coloured: true });
    expect(coloured.join("\n")).toContain("\u001b[32m●\u001b[0m");
    expect(coloured.map((line) => line.replace(colours, ""))).toEqual(treeLines(shop, plain));
  });

  it("lets no output of a child move the cursor", () => {
    const words = "\u001b[2Jgone\r\nnext";
    const rude = treeOf([service("a", { ...noProcess, state: "failed", reason: words, last_words: words })], {
      state: "failed",
      reason: words,
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    for (const line of treeLines(rude, plain)) expect(line).not.toMatch(/[\u0000-\u001f]/);
    expect(whyOf(service("a", { reason: words }), 0)).toBe(" [2Jgone next");
  });

  it("is only a summary and headings without children", () => {
    expect(treeLines(treeOf([]), plain)).toHaveLength(2);
  });
});
