import type { JournalEntry } from "../domain/Event.ts";
import type { TreeStatus } from "../domain/Status.ts";
import { afterEvent } from "./afterEvent.ts";
import { Canvas, type Terminal } from "./canvas.ts";
import { ask } from "./client.ts";
import { cut } from "./cut.ts";
import { tellEventsOf } from "./eventFeed.ts";
import { eventLine } from "./eventLine.ts";
import { printable } from "./printable.ts";
import { hasColour, paint } from "./style.ts";
import { treeLines } from "./treeView.ts";

const shownEvents = 8;
const shownProblem = 10;
const everyMs = 500;
const atMostEveryMs = 100;

/** The tree, cut to the rows there are: what is not well stays, the rest is counted. */
const fitTree = (lines: ReadonlyArray<string>, status: TreeStatus, rows: number): ReadonlyArray<string> => {
  if (lines.length <= rows) return lines;
  const [summary = "", headings = "", ...children] = lines;
  const isCalm = (_: string, index: number): boolean => status.children[index]?.state === "running";
  const troubled = children.filter((line, index) => !isCalm(line, index));
  const shown = [...troubled, ...children.filter(isCalm)].slice(0, Math.max(0, rows - 3));
  const missing = children.length - shown.length;
  return [summary, headings, ...shown, `… ${missing} more that fit no more on the screen`];
};

/** As much of what is wrong with the file as leaves room for the tree. */
const problemLines = ({ file }: TreeStatus): ReadonlyArray<string> => {
  const lines = file?.problem?.message.split("\n").map(printable) ?? [];
  return lines.length === 0 ? [] : ["", ...lines.slice(0, shownProblem)];
};

/** What is shown of a tree and its events on a terminal of some size. */
const screenLines = (
  status: TreeStatus,
  events: ReadonlyArray<string>,
  hint: ReadonlyArray<string>,
  { columns, rows, isTTY = false }: Terminal,
): ReadonlyArray<string> => {
  // Some terminals don't tell their size.
  const width = columns || 80;
  const coloured = hasColour({ isTTY });
  const quiet = (line: string): string => paint(cut(line, width), "dim", coloured);
  const wrong = problemLines(status).map((line) => paint(cut(line, width), "red", coloured));
  const below = [...wrong, "", ...events.map(quiet), "", ...hint.map(quiet)];
  const tree = treeLines(status, { coloured, width, now: Date.now() });
  return [...fitTree(tree, status, Math.max(4, (rows || 24) - below.length - 1)), ...below];
};

/** Does something again and again: soon when it is asked for, but not at once again, nor twice at a time. */
const makeRefresher = (refresh: () => Promise<void>): (() => void) => {
  let state: "idle" | "busy" | "wanted" = "idle";
  const run = async (): Promise<void> => {
    state = "busy";
    await refresh();
    setTimeout(rest, atMostEveryMs).unref();
  };
  const rest = (): void => {
    if (state === "wanted") void run();
    else state = "idle";
  };
  return () => {
    if (state === "idle") void run();
    else state = "wanted";
  };
};

/** A live view of a daemon's tree until the daemon ends: an ordinary client of its socket. */
export const showLive = async (
  home: string,
  hint: () => ReadonlyArray<string>,
  out: Terminal = process.stdout,
): Promise<void> => {
  const canvas = new Canvas(out);
  let events: ReadonlyArray<string> = [];
  /** What has happened since the status was asked for. */
  let news: ReadonlyArray<JournalEntry> = [];
  let status: TreeStatus | null = null;

  const draw = (advice = hint()): void => {
    if (status) canvas.draw(screenLines(status, events, advice, out));
  };
  const refresh = makeRefresher(async () => {
    const before = news.length;
    try {
      status = await ask<TreeStatus>(home, "/api/v1/status");
      news = news.slice(before);
      draw();
    } catch {
      // The daemon is leaving; the end of the event stream says so properly.
    }
  });
  const resized = (): void => {
    canvas.forget();
    draw();
  };
  const timer = setInterval(refresh, everyMs);
  out.on("resize", resized);
  refresh();
  try {
    await tellEventsOf(home, { last: shownEvents }, (entry) => {
      events = [...events, eventLine(entry)].slice(-shownEvents);
      news = [...news, entry];
      refresh();
    });
  } finally {
    clearInterval(timer);
    out.off("resize", resized);
    if (status) status = news.reduce(afterEvent, status);
    draw([]);
    canvas.end();
  }
};
