import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { streamEvents } from "../../src/cli/feed/eventFeed.ts";
import { showLive } from "../../src/cli/view/tree/liveView.ts";
import { pretendDaemon } from "./pretendDaemon.ts";
import { service, treeOf } from "./statusOf.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const colours = /\u001b\[\d*m/g;
/** A line that is drawn in a row, perhaps with the rest of the row cleared; or a screen that is cleared. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const drawn = /\u001b\[(?:(\d+);1H([^\u001b]*(?:\u001b\[\d*m[^\u001b]*)*)(\u001b\[K)?|2J)/g;

/** A terminal that does what it is told, as far as the live view goes. */
class Screen extends EventEmitter {
  readonly isTTY = true;
  columns = 60;
  rows = 20;
  written = "";
  #rows: Array<string> = [];

  write(text: string): void {
    this.written += text;
    for (const [, row, line = "", clears] of text.matchAll(drawn)) {
      if (row === undefined) this.#rows = [];
      else if (text.includes(`\u001b[${row};1H\u001b[J`) && line === "") this.#rows.length = Number(row) - 1;
      else this.#rows[Number(row) - 1] = clears === undefined ? line : this.#cleared(line);
    }
  }

  /** Without wrapping, the cursor behind a full row is on its last column, which is cleared with the rest. */
  #cleared(line: string): string {
    const text = line.replace(colours, "");
    return text.length < this.columns ? line : text.slice(0, this.columns - 1);
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

const hint = { full: ["Ctrl-C stops"], brief: ["Ctrl-C stops"] };
const show = () =>
  showLive(
    {
      daemon: daemon.home,
      hint: () => hint,
      feed: (tell) => streamEvents(daemon.home, { last: 8 }, tell),
    },
    screen,
  );
const shows = (text: string) => vi.waitFor(() => expect(screen.lines.join("\n")).toContain(text));

describe("the live view", () => {
  it("shows the tree, recent events and a hint, and follows new events", async () => {
    const view = show();
    await shows("● shop running  2 running");
    await shows("db run 1: stopped → running (alive)");
    expect(screen.lines.at(-1)).toBe("Ctrl-C stops");
    children = [service("db", { restarts: 7 }), service("web")];
    stream.write(
      `${JSON.stringify({ ...event, seq: 2, from: "running", to: "backoff", reason: "exit code 1" })}\n`,
    );
    await shows("db run 1: running → backoff (exit code");
    await shows("7×");
    stream.end();
    await view;
  });

  it("ends with the final state of the tree, even though its daemon has exited, and without a hint", async () => {
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

  it("keeps children in trouble on a screen that is too small for all", async () => {
    children = [
      ...Array.from({ length: 30 }, (_, index) => service(`calm-${index}`)),
      service("trouble", { state: "failed", reason: "exit code 1" }),
    ];
    const view = show();
    await shows("trouble");
    await shows("more running");
    expect(screen.lines.length).toBeLessThanOrEqual(screen.rows);
    stream.end();
    await view;
  });

  it("keeps every line within the width, also after a resize", async () => {
    children = [service("db", { state: "failed", reason: "x".repeat(300) })];
    const view = show();
    await shows("…");
    screen.columns = 40;
    screen.emit("resize");
    for (const line of screen.lines) expect(line.length).toBeLessThanOrEqual(40);
    // F13: what clears the rest of a row took the last column of a full one, and with it the ellipsis.
    expect(screen.lines[2]).toMatch(/x…$/);
    expect(screen.lines[2]).toHaveLength(40);
    stream.end();
    await view;
  });

  it("restores the terminal: cursor shown, lines wrapped, no listeners", async () => {
    const view = show();
    await shows("shop");
    stream.end();
    await view;
    expect(screen.written).toContain("\u001b[?25l");
    expect(screen.written.endsWith("\u001b[?7h\u001b[?25h")).toBe(true);
    expect(screen.listenerCount("resize")).toBe(0);
  });

  it("has colours on a terminal, unless NO_COLOR is set", async () => {
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
