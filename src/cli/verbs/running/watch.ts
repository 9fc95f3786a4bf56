import { once } from "node:events";
import { ask, exitCode } from "../../../client/client.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { followEvents } from "../../feed/eventFeed.ts";
import { canDraw } from "../../terminal/style.ts";
import { eventPrinter } from "../../view/lines/eventLine.ts";
import { hintOfWatch } from "../../view/lines/hint.ts";
import { showLive, type View } from "../../view/tree/liveView.ts";
import { maxEvents } from "../../view/tree/screenLines.ts";

const ignore = (): void => undefined;

/** Aborted by a signal that asks the view to end. */
const onEndSignal = (): AbortSignal => {
  const request = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => request.abort());
  return request.signal;
};

/** End the process once all output is written; open connections would keep it alive. */
const exitWhenWritten = (code: number): Promise<never> =>
  new Promise(() => process.stdout.write("", () => process.exit(code)));

/** `sentinel watch`: the live view of a running tree; event lines without a terminal. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [path] = atMost(1, invocation, "watch [PATH]");
  const { daemon, json } = invocation;
  const paths = path === undefined ? undefined : [path];
  const filter = { path: paths, last: maxEvents };
  // Report an absent daemon or an unknown child before anything else.
  await ask(daemon, "GET /status", { query: { path: paths } });
  if (json || !canDraw(process.stdout)) {
    await followEvents(daemon, filter, eventPrinter(json), ignore);
    return exitCode.done;
  }
  const request = onEndSignal();
  let lastNotice = "";
  const feed: View["feed"] = (tell, notify) =>
    followEvents(daemon, filter, tell, ignore, (notice) => {
      lastNotice = notice;
      notify(notice);
    });
  await showLive({ daemon, path, hint: hintOfWatch, feed, until: once(request, "abort") });
  if (!request.aborted) process.stderr.write(`sentinel: ${lastNotice}\n`);
  return exitWhenWritten(request.aborted ? exitCode.interrupted : exitCode.done);
};
