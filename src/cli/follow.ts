import { type Asking, CliError, parseAnswer, sendHeeding, unreachable } from "./client.ts";

/** A stream that is being read; `ended` is when the daemon has closed it, or was killed. */
interface Following {
  readonly stop: () => void;
  /** True when the daemon is answering: what happens from now on is told. False: it has refused, or is not there. */
  readonly connected: Promise<boolean>;
  readonly ended: Promise<void>;
}

const isRefusal = (head: string): boolean => Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1] ?? 0) >= 400;

/**
 * Read a stream of JSON lines, each told as it comes, and no faster than standard output takes it. With a body, the
 * request is a POST.
 */
export const follow = <Item>(
  home: string,
  path: string,
  tell: (item: Item) => void,
  how: Pick<Asking, "body" | "patience">,
): Following => {
  const socket = sendHeeding(home, { method: how.body === undefined ? "GET" : "POST", path, ...how });
  let text = "";
  let part: "head" | "lines" | "refusal" = "head";
  let answered: (is: boolean) => void = () => undefined;
  const connected = new Promise<boolean>((resolve) => {
    answered = resolve;
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
      answered(true);
    }
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) if (line !== "") tell(JSON.parse(line) as Item);
    if (!process.stdout.writableNeedDrain) return;
    socket.pause();
    process.stdout.once("drain", () => socket.resume());
  });
  const ended = new Promise<void>((resolve, reject) => {
    // One that is killed resets the connection.
    socket.on("error", (error) =>
      part === "head" || error instanceof CliError ? reject(unreachable(home, error)) : undefined,
    );
    socket.on("close", () => {
      try {
        if (part === "refusal") parseAnswer(text);
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
  // Who waits for the connection first hears of a refusal later.
  ended.catch(() => undefined);
  return { stop: () => socket.destroy(), connected, ended };
};
