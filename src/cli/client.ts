import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { isFree } from "./isFree.ts";
import { heedSilence } from "./silence.ts";
import { isLeftBehind, pidOf, type Standing, standingOf } from "./standing.ts";

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

/** There is a daemon, and it gives no answer to anything. */
export class SilentDaemon extends CliError {
  readonly standing: Standing;
  constructor(standing: Standing, since: string) {
    const { daemon, hindrance, remedy } = standing;
    super(exitCode.noDaemon, `${daemon} ${since}${hindrance === null ? "" : `: ${hindrance}`}; ${remedy}`);
    this.standing = standing;
  }
}

/** Nobody listens in a home. */
class NoDaemon extends CliError {
  constructor(message: string) {
    super(exitCode.noDaemon, message);
  }
}

/** Why the daemon of a home can't be reached: there is none, it does not answer, or it is not ours to speak to. */
export const unreachable = (home: string, error: NodeJS.ErrnoException): CliError => {
  if (error instanceof CliError) return error;
  const { code, message } = error;
  // The kernel has no room for one more who waits to be let in (unix(7)).
  if (code === "EAGAIN") return new SilentDaemon(standingOf(home), "lets nobody in");
  return code === undefined || ["ENOENT", "ECONNREFUSED", "ENOTDIR"].includes(code)
    ? noDaemon(home)
    : new CliError(exitCode.noDaemon, `the daemon in ${home} can't be reached: ${message}`);
};

const noDaemon = (home: string): CliError =>
  new NoDaemon(
    isLeftBehind(home)
      ? `no daemon is running in ${home}, but the last one did not end in order: what it ran may run on. Start one with \`sentinel up\`, which takes that up`
      : `no daemon is running in ${home}; start one with \`sentinel up\`, or name its --home`,
  );

const socketOf = (home: string): string => `${home}/sentinel.sock`;

/** How long a daemon that gives no answer to anything is waited for by who only wants to read, in ms. */
export const patience = 30_000;

/** What is asked of a daemon, and how. */
export interface Asking {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
  /** How long the daemon may give no answer to anything, in ms; null: for ever. */
  readonly patience: number | null;
  readonly signal?: AbortSignal | undefined;
}

/** As `connect` with a signal does it, which leaves a listener behind for each connection that was refused. */
const endOnAbort = (socket: Socket, signal: AbortSignal): void => {
  const end = (): void => void socket.destroy(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  socket.on("close", () => signal.removeEventListener("abort", end));
};

/**
 * A request in HTTP/1.0 over the socket: the answer ends with the connection, so no HTTP library has to be
 * loaded for a command that people and scripts call all the time.
 */
const send = (home: string, { method, path, body, signal }: Omit<Asking, "patience">): Socket => {
  const socket = connect({ path: socketOf(home) });
  if (signal) endOnAbort(socket, signal);
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

/** The same, with an eye on whether the daemon answers at all. */
export const sendHeeding = (home: string, asking: Asking): Socket => {
  const socket = send(home, asking);
  const giveUp = (standing: Standing): void => {
    const since = `has not answered for ${Math.round((asking.patience ?? 0) / 1_000)} s`;
    socket.destroy(new SilentDaemon(standing, since));
  };
  // That there is no such route is an answer, too.
  const askBeside = (): Socket => send(home, { method: "GET", path: "/" });
  void heedSilence({ home, socket, askBeside, patience: asking.patience, giveUp });
  return socket;
};

const codeFor: Readonly<Record<string, number>> = {
  NoSuchChild: exitCode.noSuchChild,
  BadRequest: exitCode.usage,
};

export const parseAnswer = (answer: string): unknown => {
  const head = answer.slice(0, answer.indexOf("\r\n\r\n"));
  const status = Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1] ?? 0);
  const body: unknown = JSON.parse(answer.slice(head.length + 4));
  if (status < 400) return body;
  const { code = "", detail = "the daemon refused" } = body as { code?: string; detail?: string };
  throw new CliError(codeFor[code] ?? exitCode.failed, detail);
};

const exchange = <Answer>(home: string, asking: Asking): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const socket = sendHeeding(home, asking);
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

/** How often and how long somebody who lives and lets nobody in is tried again, in ms. */
const tryEvery = 50;
const betweenDaemons = 5_000;

/** Whether a home is in somebody's hands, though nobody could be asked: who begins, ends or hands over. */
const isInHands = (home: string): boolean => {
  const pid = pidOf(home);
  return pid !== null && pid !== process.pid && !isFree(pid);
};

/** Ask the next daemon where one hands over to another. Nothing was sent to a daemon that could not be reached. */
const reach = async <Answer>(home: string, asking: Asking): Promise<Answer> => {
  for (let waited = 0; ; waited += tryEvery) {
    try {
      return await exchange<Answer>(home, asking);
    } catch (error) {
      if (!(error instanceof NoDaemon) || waited >= betweenDaemons || !isInHands(home)) throw error;
      await sleep(tryEvery);
    }
  }
};

/**
 * Have the daemon of a home do something, for as long as that takes; its refusals become errors with the exit code
 * that stands for them.
 */
export const request = <Answer>(home: string, path: string, body: unknown): Promise<Answer> =>
  reach(home, { method: "POST", path, body, patience: null });

/** Ask the daemon of a home for something that changes nothing. With a body, the request is a POST. */
export const ask = <Answer>(
  home: string,
  path: string,
  how: Partial<Pick<Asking, "body" | "patience" | "signal">> = {},
): Promise<Answer> =>
  reach(home, { method: how.body === undefined ? "GET" : "POST", path, patience, ...how });
