import { existsSync } from "node:fs";
import { connect } from "node:net";

/** Exit codes of the command line (CLI.md). */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  noDaemon: 3,
  noSuchChild: 4,
  invalid: 5,
  interrupted: 130,
} as const;

/** A failure that ends the command: its message goes to standard error. */
export class CliError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Why the daemon of a home can't be reached: there is none, or it is not ours to speak to. */
const unreachable = (home: string, { code, message }: NodeJS.ErrnoException): CliError =>
  code === undefined || ["ENOENT", "ECONNREFUSED", "ENOTDIR"].includes(code)
    ? noDaemon(home)
    : new CliError(exitCode.noDaemon, `the daemon in ${home} can't be reached: ${message}`);

/** A daemon that ended in order has removed what it wrote about itself; one that was killed has not. */
const noDaemon = (home: string): CliError =>
  new CliError(
    exitCode.noDaemon,
    existsSync(`${home}/daemon.json`)
      ? `no daemon is running in ${home}, but the last one did not end in order: what it ran may run on. Start one with \`sentinel up\`, which takes that up`
      : `no daemon is running in ${home}; start one with \`sentinel up\`, or name its --home`,
  );

const socketOf = (home: string): string => `${home}/sentinel.sock`;

/**
 * A request in HTTP/1.0 over the socket: the answer ends with the connection, so no HTTP library has to be
 * loaded for a command that people and scripts call all the time.
 */
const send = (home: string, method: string, path: string, body?: unknown) => {
  const socket = connect(socketOf(home));
  const payload = body === undefined ? "" : JSON.stringify(body);
  const headers = [
    `${method} ${path} HTTP/1.0`,
    "host: sentinel",
    `content-length: ${Buffer.byteLength(payload)}`,
  ];
  if (payload) headers.push("content-type: application/json");
  socket.write(`${headers.join("\r\n")}\r\n\r\n${payload}`);
  return socket;
};

const codeFor: Readonly<Record<string, number>> = {
  NoSuchChild: exitCode.noSuchChild,
  BadRequest: exitCode.usage,
};

const parseAnswer = (answer: string): unknown => {
  const head = answer.slice(0, answer.indexOf("\r\n\r\n"));
  const status = Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1] ?? 0);
  const body: unknown = JSON.parse(answer.slice(head.length + 4));
  if (status < 400) return body;
  const { code = "", detail = "the daemon refused" } = body as { code?: string; detail?: string };
  throw new CliError(codeFor[code] ?? exitCode.failed, detail);
};

/** Ask the daemon of a home; its refusals become errors with the exit code that stands for them. */
export const request = <Answer>(
  home: string,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const socket = send(home, method, path, body);
    const chunks: Array<Buffer> = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", (error) => reject(unreachable(home, error)));
    socket.on("end", () => {
      socket.destroy();
      try {
        resolve(parseAnswer(Buffer.concat(chunks).toString("utf8")) as Answer);
      } catch (error) {
        reject(
          error instanceof SyntaxError
            ? new CliError(exitCode.failed, "the daemon ended before it answered")
            : error,
        );
      }
    });
  });

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
  body?: unknown,
): Following => {
  const socket = send(home, body === undefined ? "GET" : "POST", path, body);
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
    socket.on("error", (error) => (part === "head" ? reject(unreachable(home, error)) : undefined));
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
