import { CliError, parseAnswer, sendWatched, unreachable } from "./client.ts";
import type { DaemonRef } from "./daemonRef.ts";
import { type BodyOf, type LineOf, type QueryOf, type StreamAddress, targetOf } from "./routes.ts";

/** An open stream; `ended` resolves when the daemon has closed it or was killed. */
interface Subscription {
  readonly stop: () => void;
  /** True: the daemon is answering, and everything from now on is delivered. False: it refused, or isn't there. */
  readonly connected: Promise<boolean>;
  readonly ended: Promise<void>;
}

const isRefusal = (head: string): boolean => Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1] ?? 0) >= 400;

/** How a stream is read. */
interface StreamOptions<A extends StreamAddress> {
  readonly query?: QueryOf<A>;
  readonly body?: BodyOf<A>;
  /** How long the daemon may answer nothing at all, in ms; null: forever. */
  readonly livenessTimeout: number | null;
}

/** Read a stream of JSON lines, delivering each as it arrives, no faster than standard output drains. */
export const follow = <A extends StreamAddress>(
  daemon: DaemonRef,
  address: A,
  onItem: (item: LineOf<A>) => void,
  { query, ...options }: StreamOptions<A>,
): Subscription => {
  const socket = sendWatched(daemon, {
    ...targetOf(address, { query }),
    accept: "application/x-ndjson",
    ...options,
  });
  let text = "";
  let part: "head" | "lines" | "refusal" = "head";
  let resolveConnected: (is: boolean) => void = () => undefined;
  const connected = new Promise<boolean>((resolve) => {
    resolveConnected = resolve;
    socket.on("close", () => resolve(false));
  });
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    text += chunk;
    if (part === "refusal") return;
    if (part === "head") {
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      if (isRefusal(text)) {
        part = "refusal";
        return;
      }
      text = text.slice(end + 4);
      part = "lines";
      resolveConnected(true);
    }
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) if (line !== "") onItem(JSON.parse(line) as LineOf<A>);
    if (!process.stdout.writableNeedDrain) return;
    socket.pause();
    process.stdout.once("drain", () => socket.resume());
  });
  const ended = new Promise<void>((resolve, reject) => {
    // A daemon that is killed resets the connection.
    socket.on("error", (error) =>
      part === "head" || error instanceof CliError ? reject(unreachable(daemon, error)) : undefined,
    );
    socket.on("close", () => {
      try {
        if (part === "refusal") parseAnswer(daemon, text);
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
  // A caller that awaits `connected` first handles a rejection of `ended` later.
  ended.catch(() => undefined);
  return { stop: () => socket.destroy(), connected, ended };
};
