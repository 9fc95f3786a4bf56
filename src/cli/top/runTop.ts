import { ask, type CliError } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { asciiOf, hasUnicode } from "../terminal/ascii.ts";
import { Canvas, sizeOf } from "../terminal/canvas.ts";
import { fullScreen } from "../terminal/fullScreen.ts";
import { hasColour } from "../terminal/style.ts";
import { afterKey, type Key, type Request, selectedIndex } from "./afterKey.ts";
import { liveChannel } from "./channel/liveChannel.ts";
import { carryOut, previewCommand } from "./commands.ts";
import { HeldTree } from "./HeldTree.ts";
import { LivePane } from "./LivePane.ts";
import { rowsOf, totalOf } from "./rows.ts";
import type { Surface } from "./screen/tableLines.ts";
import { pageOf, topLines } from "./screen/topLines.ts";
import { initialState, type TopState } from "./TopState.ts";

/** The shortest time between two drawings, and the longest, in ms: durations go on while nothing happens. */
const drawInterval = 60;
const tickInterval = 1_000;

/** Shows the view until the user quits it, `end` aborts, or the daemon refuses it; that is the result. */
export const runTop = async (daemon: DaemonRef, end: AbortSignal): Promise<CliError | null> => {
  const { name } = await ask(daemon, "GET /status");
  const out = process.stdout;
  const tree = new HeldTree();
  let canvas: Canvas | null = null;
  const unicode = hasUnicode(process.env);
  let state: TopState = initialState;
  let notice: string | null = null;
  let connection = 0;
  /** How far the clock of the daemon is ahead, in ms. */
  let ahead = 0;
  let drawing: NodeJS.Timeout | null = null;
  let finish: (why: CliError | null) => void = () => undefined;
  const finished = new Promise<CliError | null>((resolve) => {
    finish = resolve;
  });

  const surface = (): Surface => ({
    ...sizeOf(out),
    coloured: hasColour(out),
    now: Date.now() + ahead,
  });
  const scheduleDraw = (): void => {
    drawing ??= setTimeout(draw, drawInterval);
  };
  const pane = new LivePane(daemon, scheduleDraw);
  const content = () => {
    const rows = rowsOf(tree, state);
    const node = rows[selectedIndex(rows, state.selected)]?.node ?? null;
    pane.show({ pane: state.pane, node, connection });
    return {
      ...{ state, name, nodes: tree.nodes, rows, notice },
      ...{ total: totalOf(tree), pane: pane.lines(surface()) },
    };
  };
  const draw = (): void => {
    if (drawing !== null) clearTimeout(drawing);
    drawing = null;
    const lines = topLines(content(), surface());
    canvas?.draw(unicode ? lines : lines.map(asciiOf));
  };
  const update = (change: Partial<TopState>): void => {
    state = { ...state, ...change };
    draw();
  };

  const perform = async (request: Request): Promise<void> => {
    switch (request.kind) {
      case "quit":
        return finish(null);
      case "suspend":
        return screen.suspend();
      case "preview": {
        const answer = await previewCommand(daemon, request.command, request.path);
        // Whoever is typing something else has changed his mind.
        if (state.mode.kind !== "browse") return;
        return update("kind" in answer ? { mode: answer } : { message: answer });
      }
      case "act": {
        const { command, path } = request;
        update({ message: { text: `${command} ${path} …`, tone: "cyan" } });
        return update({ message: await carryOut(daemon, command, path) });
      }
    }
  };
  const onKey = (key: Key): void => {
    const shown = content();
    const { state: next, request } = afterKey(state, key, {
      rows: shown.rows,
      page: pageOf(shown, surface().height),
    });
    state = next;
    draw();
    if (request !== undefined) perform(request).catch(fail);
  };
  const entered = (): void => {
    canvas = new Canvas(out);
    draw();
  };
  const redraw = (): void => {
    canvas?.forget();
    draw();
  };
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });

  let measured = "";
  const channel = liveChannel(daemon, {
    place: () => tree.place,
    received: (frame) => {
      tree.apply(frame);
      if ("reset" in frame) connection += 1;
      if ("t" in frame) ahead = frame.t - Date.now();
      const ids = tree.measurable;
      const wanted = `${connection}:${ids.join()}`;
      if (wanted !== measured && tree.place.epoch !== null) {
        measured = wanted;
        channel.subscribe({ metrics: { ids, hz: 1 } });
      }
      scheduleDraw();
    },
    contact: (contact) => {
      const before = notice;
      notice = contact === "live" ? null : "no contact with the daemon; connecting again (q quits)";
      if (contact === "lost") measured = "";
      if (notice !== before) scheduleDraw();
    },
    refused: finish,
  });
  const screen = fullScreen(onKey, entered);
  const tick = setInterval(scheduleDraw, tickInterval);
  out.on("resize", redraw);
  end.addEventListener("abort", () => finish(null), { once: true });
  try {
    return await Promise.race([finished, failed]);
  } finally {
    clearInterval(tick);
    if (drawing !== null) clearTimeout(drawing);
    out.off("resize", redraw);
    channel.close();
    pane.close();
    screen.leave();
  }
};
