import type { JournalEntry } from "../domain/Event.ts";
import type { TreeStatus } from "../domain/Status.ts";
import { afterEvent } from "./afterEvent.ts";
import { follow, request } from "./client.ts";
import { eventLine } from "./eventLine.ts";
import { hasColour, paint } from "./style.ts";
import { treeLines } from "./treeView.ts";

const shownEvents = 8;
const everyMs = 500;
const atMostEveryMs = 100;

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";
const clearBelow = "\u001b[J";
const beginUpdate = "\u001b[?2026h";
const endUpdate = "\u001b[?2026l";

/** Draws lines over the ones it has drawn before, writing only those that changed. */
class Canvas {
  #drawn: ReadonlyArray<string> = [];
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
    out.write(`${hideCursor}\u001b[2J\u001b[H`);
  }

  draw(lines: ReadonlyArray<string>): void {
    const changed = lines.flatMap((line, row) =>
      line === this.#drawn[row] ? [] : [`\u001b[${row + 1};1H${line}\u001b[K`],
    );
    if (changed.length === 0 && lines.length === this.#drawn.length) return;
    this.#out.write(
      `${beginUpdate}${changed.join("")}\u001b[${lines.length + 1};1H${clearBelow}${endUpdate}`,
    );
    this.#drawn = lines;
  }

  /** Everything has to be drawn again: the terminal has another size. */
  forget(): void {
    this.#drawn = [];
    this.#out.write("\u001b[2J");
  }

  end(): void {
    this.#out.write(showCursor);
  }
}

/** The tree, cut to the rows there are: what is not well stays, the rest is counted. */
const fitTree = (lines: ReadonlyArray<string>, status: TreeStatus, rows: number): ReadonlyArray<string> => {
  if (lines.length <= rows) return lines;
  const [summary = "", headings = "", ...children] = lines;
  const troubled = children.filter((_, index) => status.children[index]?.state !== "running");
  const calm = children.filter((_, index) => status.children[index]?.state === "running");
  const shown = [...troubled, ...calm].slice(0, Math.max(0, rows - 3));
  return [
    summary,
    headings,
    ...shown,
    `… ${children.length - shown.length} more that fit no more on the screen`,
  ];
};

/** A live view of a daemon's tree until the daemon ends: an ordinary client of its socket. */
export const showLive = async (home: string, hint: () => ReadonlyArray<string>): Promise<void> => {
  const { stdout } = process;
  const coloured = hasColour(stdout);
  const canvas = new Canvas(stdout);
  const events: Array<string> = [];
  /** What has happened since the status was asked for. */
  let news: ReadonlyArray<JournalEntry> = [];
  let status: TreeStatus | null = null;
  let fetching: "no" | "now" | "again" = "no";

  const draw = (advice = hint()): void => {
    if (!status) return;
    const { columns: width, rows } = stdout;
    const tree = treeLines(status, { coloured, width, now: Date.now() });
    const below = [
      "",
      ...events.map((line) => paint(line.slice(0, width), "dim", coloured)),
      "",
      ...advice.map((line) => paint(line.slice(0, width), "dim", coloured)),
    ];
    const room = Math.max(4, rows - below.length - 1);
    canvas.draw([...fitTree(tree, status, room), ...below]);
  };
  const fetch = async (): Promise<void> => {
    if (fetching !== "no") {
      fetching = "again";
      return;
    }
    fetching = "now";
    const before = news.length;
    try {
      status = await request<TreeStatus>(home, "GET", "/api/v1/status");
      news = news.slice(before);
      draw();
    } catch {
      // The daemon is leaving; the end of the event stream says so properly.
    }
    const wasAsked = (fetching as string) === "again";
    fetching = "no";
    if (wasAsked) setTimeout(() => void fetch(), atMostEveryMs);
  };
  const live = follow<JournalEntry>(home, "/api/v1/events/live", (entry) => {
    events.push(eventLine(entry));
    if (events.length > shownEvents) events.shift();
    news = [...news, entry];
    void fetch();
  });
  const timer = setInterval(() => void fetch(), everyMs);
  const resized = (): void => {
    canvas.forget();
    draw();
  };
  stdout.on("resize", resized);
  await fetch();
  await live.ended;
  clearInterval(timer);
  stdout.off("resize", resized);
  if (status) status = news.reduce(afterEvent, status);
  draw([]);
  canvas.end();
};

/** The same for a stream that is not a terminal: one line an event. */
export const tellEvents = async (home: string): Promise<void> => {
  const live = follow<JournalEntry>(home, "/api/v1/events/live", (entry) =>
    process.stdout.write(`${eventLine(entry)}\n`),
  );
  const { entries } = await request<{ entries: ReadonlyArray<JournalEntry> }>(
    home,
    "GET",
    "/api/v1/events?last=0",
  );
  for (const entry of entries) process.stdout.write(`${eventLine(entry)}\n`);
  await live.ended;
};
