import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { claimHeader } from "../domain/Principal.ts";
import { type Holder, hasEnded, readHolder } from "../home/holder.ts";
import { homeCheckInterval } from "../home/homeCheckInterval.ts";
import { homeProblem } from "../home/homeProblem.ts";
import { type DaemonProcess, inspectDaemon, wasKilled } from "./daemonProcess.ts";
import { loginName, personName } from "./loginName.ts";
import {
  type AnswerOf,
  type BodyOf,
  type Destination,
  type DocumentAddress,
  type Target,
  targetOf,
} from "./routes.ts";
import { watchForUnresponsive } from "./unresponsive.ts";

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

/** There is a daemon, but it answers nothing at all. */
export class UnresponsiveDaemon extends CliError {
  readonly process: DaemonProcess;
  constructor(process: DaemonProcess, since: string) {
    const { name, cause, remedy } = process;
    super(exitCode.noDaemon, `${name} ${since}${cause === null ? "" : `: ${cause}`}; ${remedy}`);
    this.process = process;
  }
}

/** No process listens on the home's socket. */
export class NoDaemon extends CliError {
  constructor(message: string) {
    super(exitCode.noDaemon, message);
  }
}

/** No process listens, although a daemon holds the home: it is starting or exiting, or its socket was removed. */
class NotListening extends NoDaemon {}

/** Whether a request has failed because no daemon has the home. */
export const isNoDaemon = (error: unknown): error is NoDaemon =>
  error instanceof NoDaemon && !(error instanceof NotListening);

/** Why the daemon of a home can't be reached: there is none, it doesn't answer, or access is denied. */
export const unreachable = (home: string, error: NodeJS.ErrnoException): CliError => {
  if (error instanceof CliError) return error;
  const { code, message } = error;
  // The backlog of connections is full (unix(7)).
  if (code === "EAGAIN") return new UnresponsiveDaemon(inspectDaemon(home), "accepts no connections");
  return code === undefined || ["ENOENT", "ECONNREFUSED", "ENOTDIR", "EINVAL", "ENAMETOOLONG"].includes(code)
    ? noDaemon(home)
    : new CliError(exitCode.noDaemon, `the daemon in ${home} can't be reached: ${message}`);
};

const noDaemon = (home: string): CliError => {
  const holder = readHolder(home);
  // Without a start time, the pid may belong to another process by now.
  return holder !== null && holder.start !== null && !hasEnded(holder)
    ? new NotListening(notListeningMessage(home, holder))
    : new NoDaemon(noDaemonMessage(home));
};

/** The message that no daemon runs in a home, and what to do. */
const noDaemonMessage = (home: string): string => {
  const problem = homeProblem(home);
  if (problem !== null) return problem;
  return wasKilled(home)
    ? `no daemon is running in ${home}, and the last one was killed: its children may still be running. Start one with \`sentinel up\`, which adopts them`
    : `no daemon is running in ${home}; start one with \`sentinel up\`, or name its --home`;
};

/**
 * The message that a daemon lives but doesn't listen: it is starting or exiting, or has not noticed yet that its
 * socket was removed.
 */
const notListeningMessage = (home: string, { pid, listensSince }: Holder): string => {
  const { cause, remedy } = inspectDaemon(home);
  const who = `a daemon (pid ${pid}) holds ${home}`;
  if (cause !== null) return `${who}, but its socket is gone: ${cause}; ${remedy}`;
  return listensSince === null
    ? `${who}, but does not listen: it is starting or exiting; try again in a moment`
    : `${who}, but its socket is gone; it listens again within ${homeCheckInterval / 1_000} s`;
};

const socketOf = (home: string): string => `${home}/sentinel.sock`;

/** How long the daemon may answer nothing at all before a command that only reads gives up, in ms. */
export const defaultLivenessTimeout = 30_000;

/** A request to a daemon. */
interface RequestOptions extends Target {
  readonly body?: unknown;
  /** The media type of the answer, where the route has several. */
  readonly accept?: string;
  /** The `ETag` of what it is based on: refused if that has changed. */
  readonly ifMatch?: string;
  /** How long the daemon may answer nothing at all, in ms; null: forever. */
  readonly livenessTimeout: number | null;
  readonly signal?: AbortSignal | undefined;
}

/** Node's `connect({ signal })` leaks a listener for each refused connection. */
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
const send = (
  home: string,
  { method, path, body, accept, ifMatch, signal }: Omit<RequestOptions, "livenessTimeout">,
): Socket => {
  const socket = connect({ path: socketOf(home) });
  if (signal) endOnAbort(socket, signal);
  const payload = body === undefined ? "" : JSON.stringify(body);
  const headers = [
    `${method} ${path} HTTP/1.0`,
    "host: sentinel",
    `${claimHeader}: ${encodeURIComponent(personName())}`,
    `content-length: ${Buffer.byteLength(payload)}`,
  ];
  if (accept) headers.push(`accept: ${accept}`);
  if (ifMatch) headers.push(`if-match: "${ifMatch}"`);
  if (payload) headers.push("content-type: application/json");
  socket.write(`${headers.join("\r\n")}\r\n\r\n${payload}`);
  return socket;
};

/** Send a request, and watch whether the daemon answers anything at all. */
export const sendWatched = (home: string, options: RequestOptions): Socket => {
  const socket = send(home, options);
  const onTimeout = (process: DaemonProcess): void => {
    const since = `has not answered for ${Math.round((options.livenessTimeout ?? 0) / 1_000)} s`;
    socket.destroy(new UnresponsiveDaemon(process, since));
  };
  // Any answer will do, 404 included.
  const sendProbe = (): Socket => send(home, { method: "GET", path: "/" });
  void watchForUnresponsive({ home, socket, sendProbe, livenessTimeout: options.livenessTimeout, onTimeout });
  return socket;
};

/** The API's answer when it refuses a request. */
interface Refusal {
  readonly code?: string;
  readonly detail?: string;
}

const codeFor: Readonly<Record<string, number>> = {
  NoSuchChild: exitCode.noSuchChild,
  BadRequest: exitCode.usage,
  InvalidSettings: exitCode.invalid,
};

/** A refusal as an error with its exit code. */
export const refused = ({ code = "", detail = "the daemon refused" }: Refusal): CliError =>
  new CliError(codeFor[code] ?? exitCode.failed, detail);

export const parseAnswer = (answer: string): unknown => {
  const head = answer.slice(0, answer.indexOf("\r\n\r\n"));
  const status = Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1] ?? 0);
  const body: unknown = JSON.parse(answer.slice(head.length + 4));
  if (status < 400) return body;
  throw refused(body as Refusal);
};

const exchange = <Answer>(home: string, options: RequestOptions): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const socket = sendWatched(home, options);
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
            ? new CliError(exitCode.failed, "the daemon exited before it answered")
            : error,
        );
      }
    });
  });

/** How often, and for how long, a daemon that holds the home but doesn't listen is tried again, in ms. */
const retryInterval = 50;
const handOverLimit = 5_000;

/** Whether a live daemon holds the home: one that is starting, exiting or handing over. */
const isHeld = (home: string): boolean => {
  const holder = readHolder(home);
  return holder !== null && holder.pid !== process.pid && !hasEnded(holder);
};

/** Try the successor when a daemon hands over. Nothing was sent to a daemon that could not be reached. */
const exchangeWithRetry = async <Answer>(home: string, options: RequestOptions): Promise<Answer> => {
  for (let waited = 0; ; waited += retryInterval) {
    try {
      return await exchange<Answer>(home, options);
    } catch (error) {
      if (!(error instanceof NoDaemon) || waited >= handOverLimit || !isHeld(home)) throw error;
      await sleep(retryInterval);
    }
  }
};

/** Make the daemon of a home do something, however long that takes; refusals become errors with their exit codes. */
export const request = <A extends DocumentAddress>(
  home: string,
  address: A,
  body: BodyOf<A>,
  { ifMatch, ...destination }: Destination<A> & Pick<RequestOptions, "ifMatch"> = {},
): Promise<AnswerOf<A>> =>
  // Daemons of version 0.1 take the principal from the body; later ones know it and ignore this.
  exchangeWithRetry(home, {
    ...targetOf(address, destination),
    body: { by: `user:${loginName()}`, ...body },
    ...(ifMatch === undefined ? {} : { ifMatch }),
    livenessTimeout: null,
  });

type ReadOptions = Partial<Pick<RequestOptions, "livenessTimeout" | "signal">>;

/** Query the daemon of a home without changing anything. */
export const ask = <A extends DocumentAddress>(
  home: string,
  address: A,
  { params, query, ...options }: ReadOptions & Destination<A> & { readonly body?: BodyOf<A> } = {},
): Promise<AnswerOf<A>> =>
  exchangeWithRetry(home, {
    ...targetOf(address, { ...(params === undefined ? {} : { params }), query }),
    livenessTimeout: defaultLivenessTimeout,
    ...options,
  });

/** Succeeds when the daemon of a home answers; any answer will do, 404 included. */
export const ping = async (home: string, options: ReadOptions = {}): Promise<void> => {
  try {
    await exchangeWithRetry(home, {
      method: "GET",
      path: "/",
      livenessTimeout: defaultLivenessTimeout,
      ...options,
    });
  } catch (error) {
    if (!(error instanceof CliError) || error.code === exitCode.noDaemon) throw error;
  }
};
