import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showLive } from "../../src/cli/liveView.ts";
import { pretendDaemon } from "./pretendDaemon.ts";
import { service, treeOf } from "./statusOf.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const colours = /\u001b\[\d*m/g;
/** A line that is drawn in a row, or a screen that is cleared. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const drawn = /\u001b\[(?:(\d+);1H([^\u001b]*(?:\u001b\[\d*m[^\u001b]*)*)|2J)/g;

/** A terminal that does what it is told, as far as the live view goes. */
class Screen extends EventEmitter {
  readonly isTTY = true;
  columns = 60;
  rows = 20;
  written = "";
  #rows: Array<string> = [];

  write(text: string): void {
    this.written += text;
    for (const [, row, line] of text.matchAll(drawn)) {
      if (row === undefined) this.#rows = [];
      else if (text.includes(`\u001b[${row};1H\u001b[J`) && line === "") this.#rows.length = Number(row) - 1;
      else this.#rows[Number(row) - 1] = line ?? "";
    }
  }

  /** What is to be seen, without colours. */
  get lines(): ReadonlyArray<string> {
    return [...this.#rows].map((line = "") => line.replace(colours, ""));
  }
}

const event = {
  seq: 1,
  at: "2026-01-01T00:00:00.000Z",
  subject: "db",
  by: "system",
  type: "transition",
  run: 1,
};

let children = [service("db"), service("web")];
let stream: ServerResponse;
let daemon: Awaited<ReturnType<typeof pretendDaemon>>;
let screen: Screen;
beforeEach(async () => {
  vi.stubEnv("NO_COLOR", "");
  vi.stubEnv("TERM", "xterm");
  children = [service("db"), service("web")];
  screen = new Screen();
  daemon = await pretendDaemon((asked) => {
    if (asked.includes("/events/live")) {
      return {
        stream: (out) => {
          stream = out;
          out.write("\n");
        },
      };
    }
    if (asked.includes("/events"))
      return { json: { entries: [{ ...event, from: "stopped", to: "running", reason: "alive" }] } };
    return { json: treeOf(children) };
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await daemon.end();
});

const show = () => showLive(daemon.home, () => ["Ctrl-C stops"], screen);
const shows = (text: string) => vi.waitFor(() => expect(screen.lines.join("\n")).toContain(text));

describe("the live view", () => {
  it("shows the tree, the last events and what can be done, and follows what happens", async () => {
    const view = show();
    await shows("● shop running  2 running");
    await shows("db run 1: stopped → running (alive)");
    expect(screen.lines.at(-1)).toBe("Ctrl-C stops");
    children = [service("db", { restarts: 7 }), service("web")];
    stream.write(
      `${JSON.stringify({ ...event, seq: 2, from: "running", to: "backoff", reason: "exit code 1" })}\n`,
    );
    await shows("db run 1: running → backoff (exit code 1)");
    await shows("7×");
    stream.end();
    await view;
  });

  it("ends with what the tree came to, though a daemon that has ended can't be asked, and without advice", async () => {
    const view = show();
    await shows("Ctrl-C stops");
    const last = { ...event, from: "stopping", to: "stopped", reason: "the tree is stopped" };
    stream.end(
      `${JSON.stringify({ ...last, seq: 8 })}\n${JSON.stringify({ ...last, seq: 9, subject: "" })}\n`,
    );
    await view;
    expect(screen.lines[0]).toContain("○ shop stopped");
    expect(screen.lines[2]).toMatch(/db .*stopped/);
    expect(screen.lines.join("\n")).not.toContain("Ctrl-C");
  });

  it("keeps what is in trouble on a screen that is too small for all", async () => {
    children = [
      ...Array.from({ length: 30 }, (_, index) => service(`calm-${index}`)),
      service("trouble", { state: "failed", reason: "exit code 1" }),
    ];
    const view = show();
    await shows("trouble");
    await shows("more that fit no more on the screen");
    expect(screen.lines.length).toBeLessThanOrEqual(screen.rows);
    stream.end();
    await view;
  });

  it("keeps every line within the width, also when that changes", async () => {
    children = [service("db", { state: "failed", reason: "x".repeat(300) })];
    const view = show();
    await shows("…");
    screen.columns = 30;
    screen.emit("resize");
    await shows("…");
    for (const line of screen.lines) expect(line.length).toBeLessThanOrEqual(30);
    stream.end();
    await view;
  });

  it("leaves the terminal as it was: cursor shown, lines wrapped, nobody listening", async () => {
    const view = show();
    await shows("shop");
    stream.end();
    await view;
    expect(screen.written).toContain("\u001b[?25l");
    expect(screen.written.endsWith("\u001b[?7h\u001b[?25h")).toBe(true);
    expect(screen.listenerCount("resize")).toBe(0);
  });

  it("has colours on a terminal, and none where NO_COLOR says so", async () => {
    const view = show();
    await shows("shop");
    expect(screen.written).toContain("\u001b[32m●");
    stream.end();
    await view;
    vi.stubEnv("NO_COLOR", "1");
    screen = new Screen();
    const plain = show();
    await shows("shop");
    expect(screen.written).not.toContain("\u001b[32m");
    stream.end();
    await plain;
  });
});
