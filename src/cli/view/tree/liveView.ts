import { ask, CliError, exitCode, UnresponsiveDaemon } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import type { JournalEntry } from "../../../domain/Event.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import { Canvas, sizeOf, type Terminal } from "../../terminal/canvas.ts";
import { hasColour } from "../../terminal/style.ts";
import { afterEvent } from "../lines/afterEvent.ts";
import { eventLine } from "../lines/eventLine.ts";
import { type Hint, noHint } from "../lines/hint.ts";
import { maxEvents, screenLines } from "./screenLines.ts";

const refreshIntervalMs = 500;
const minPauseMs = 100;
/** How long the daemon may fail to answer before this is shown, in ms. */
const livenessTimeout = 1_500;

/** Limits a refresh on request: one at a time, with a minimum pause between two. */
const makeRefresher = (refresh: () => Promise<void>): (() => void) => {
  let state: "idle" | "busy" | "wanted" = "idle";
  const run = async (): Promise<void> => {
    state = "busy";
    await refresh();
    setTimeout(rest, minPauseMs).unref();
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

/** The content of a live view, and its end. */
export interface View {
  readonly daemon: DaemonRef;
  /** The subtree that is shown; the whole tree if undefined. */
  readonly path?: string | undefined;
  readonly hint: () => Hint;
  /** Passes on recent and new events until the view ends, and notices about the feed itself. */
  readonly feed: (tell: (entry: JournalEntry) => void, say: (what: string) => void) => Promise<void>;
  /** Settles when the view is no longer needed. */
  readonly until?: Promise<unknown>;
}

/** The notice for a failed status request; null if the end of the event stream explains it better. */
const noticeOf = (error: unknown): string | null => {
  if (!(error instanceof CliError)) return null;
  return error instanceof UnresponsiveDaemon || error.code !== exitCode.noDaemon ? error.message : null;
};

/** Shows a live view of a daemon's tree until its feed ends, as an ordinary client of the socket. */
export const showLive = async (
  { daemon, path, hint, feed, until }: View,
  out: Terminal = process.stdout,
): Promise<void> => {
  const canvas = new Canvas(out);
  let events: ReadonlyArray<string> = [];
  /** The events since the last status request. */
  let news: ReadonlyArray<JournalEntry> = [];
  let status: TreeStatus | null = null;
  let notice: string | null = null;

  const draw = (advice = hint()): void => {
    if (!status) return;
    const surface = { ...sizeOf(out), coloured: hasColour(out), now: Date.now() };
    canvas.draw(screenLines({ status, events, hint: advice, notice }, surface));
  };
  const notify = (what: string | null): void => {
    // Other messages about it go to the same terminal.
    if (what !== null || notice !== null) canvas.forget();
    notice = what;
    draw();
  };
  const refresh = makeRefresher(async () => {
    const before = news.length;
    try {
      status = await ask(daemon, "GET /status", {
        query: { path: path === undefined ? undefined : [path] },
        livenessTimeout,
      });
      news = news.slice(before);
      notify(null);
    } catch (error) {
      const what = noticeOf(error);
      if (what !== null) notify(what);
    }
  });
  const redraw = (): void => {
    canvas.forget();
    draw();
  };
  const timer = setInterval(refresh, refreshIntervalMs);
  out.on("resize", redraw);
  refresh();
  const tell = (entry: JournalEntry): void => {
    events = [...events, eventLine(entry)].slice(-maxEvents);
    news = [...news, entry];
    refresh();
  };
  try {
    const told = feed(tell, notify);
    await (until ? Promise.race([told, until]) : told);
  } finally {
    clearInterval(timer);
    out.off("resize", redraw);
    if (status) status = news.reduce(afterEvent, status);
    notice = null;
    draw(noHint);
    canvas.end();
  }
};
