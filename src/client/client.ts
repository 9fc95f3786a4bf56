import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { claimHeader } from "../domain/Principal.ts";
import { type Holder, hasEnded, readHolder } from "../home/holder.ts";
import { homeCheckInterval } from "../home/homeCheckInterval.ts";
import { homeProblem } from "../home/homeProblem.ts";
import { CliError, exitCode } from "./CliError.ts";
import { connectTcp, placeOf } from "./connectTcp.ts";
import { type DaemonProcess, inspectDaemon, wasKilled } from "./daemonProcess.ts";
import type { DaemonRef, RemoteDaemon } from "./daemonRef.ts";
import { loginName, personName } from "./loginName.ts";
import { adviceOnRefusal, foreignAnswer, inspectRemote, unreachableRemote } from "./remoteProblems.ts";
import {
  type AnswerOf,
  type BodyOf,
  type Destination,
  type DocumentAddress,
  type Target,
  targetOf,
} from "./routes.ts";
import { watchForUnresponsive } from "./unresponsive.ts";

export { CliError, exitCode } from "./CliError.ts";

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

/** Why a daemon can't be reached: there is none, it doesn't answer, or access is denied. */
export const unreachable = (daemon: DaemonRef, error: NodeJS.ErrnoException): CliError =>
  typeof daemon === "string" ? unreachableHome(daemon, error) : unreachableRemote(daemon, error);

const unreachableHome = (home: string, error: NodeJS.ErrnoException): CliError => {
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
  readonly ifMatch?: string | undefined;
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

type Sent = Omit<RequestOptions, "livenessTimeout">;

/** The headers by which a daemon knows the sender, and its own name. */
const identityOf = (daemon: DaemonRef): ReadonlyArray<string> =>
  typeof daemon === "string"
    ? ["host: sentinel", `${claimHeader}: ${encodeURIComponent(personName())}`]
    : [
        `host: ${placeOf(daemon.url).name}`,
        ...Object.entries(daemon.credentials).map(([name, value]) => `${name}: ${value}`),
      ];

const headOf = (daemon: DaemonRef, { method, path, accept, ifMatch }: Sent, payload: string): string => {
  const base = typeof daemon === "string" ? "" : placeOf(daemon.url).path;
  const headers = [
    `${method} ${base}${path} HTTP/1.0`,
    ...identityOf(daemon),
    `content-length: ${Buffer.byteLength(payload)}`,
  ];
  if (accept) headers.push(`accept: ${accept}`);
  if (ifMatch) headers.push(`if-match: "${ifMatch}"`);
  if (payload) headers.push("content-type: application/json");
  return `${headers.join("\r\n")}\r\n\r\n`;
};

/**
 * A request in HTTP/1.0: the answer ends with the connection, so no HTTP library has to be loaded for a command that
 * people and scripts call all the time.
 */
const send = (daemon: DaemonRef, sent: Sent): Socket => {
  const payload = sent.body === undefined ? "" : JSON.stringify(sent.body);
  const write = (): void => void socket.write(`${headOf(daemon, sent, payload)}${payload}`);
  const isLocal = typeof daemon === "string";
  const socket = isLocal ? connect({ path: socketOf(daemon) }) : connectTcp(daemon, write);
  if (sent.signal) endOnAbort(socket, sent.signal);
  if (isLocal) write();
  return socket;
};

/** Send a request, and watch whether the daemon answers anything at all. */
export const sendWatched = (daemon: DaemonRef, options: RequestOptions): Socket => {
  const socket = send(daemon, options);
  const onTimeout = (process: DaemonProcess): void => {
    const since = `has not answered for ${Math.round((options.livenessTimeout ?? 0) / 1_000)} s`;
    socket.destroy(new UnresponsiveDaemon(process, since));
  };
  // Any answer will do, 404 included.
  const sendProbe = (): Socket => send(daemon, { method: "GET", path: "/" });
  const inspect = (): DaemonProcess =>
    typeof daemon === "string" ? inspectDaemon(daemon) : inspectRemote(daemon);
  void watchForUnresponsive({
    inspect,
    socket,
    sendProbe,
    livenessTimeout: options.livenessTimeout,
    onTimeout,
  });
  return socket;
};

/** The API's answer when it refuses a request, as far as clients use it. */
export interface Problem {
  readonly code?: string;
  readonly detail?: string;
  /** What to do, where the detail does not say it. */
  readonly hint?: string;
  /** What is wrong, and where. */
  readonly errors?: ReadonlyArray<{
    readonly path: string;
    readonly message: string;
    readonly hint?: string;
  }>;
}

/** The daemon has refused a request. */
class Refused extends CliError {
  readonly problem: Problem;
  constructor(code: number, message: string, problem: Problem) {
    super(code, message);
    this.problem = problem;
  }
}

const codeFor: Readonly<Record<string, number>> = {
  NoSuchChild: exitCode.noSuchChild,
  BadRequest: exitCode.usage,
  // It accepts connections, but there is no tree behind it yet.
  Starting: exitCode.noDaemon,
  InvalidSettings: exitCode.invalid,
};

/** A refusal as an error with its exit code. */
export const refused = (problem: Problem): CliError => {
  const { code = "", detail = "the daemon refused" } = problem;
  return new Refused(codeFor[code] ?? exitCode.failed, detail, problem);
};

const refusedBy = (daemon: DaemonRef, { detail = "the daemon refused", ...refusal }: Problem): CliError =>
  refused({
    ...refusal,
    detail: typeof daemon === "string" ? detail : adviceOnRefusal(daemon, { ...refusal, detail }),
  });

/** The answer to a request. */
interface Answered {
  /** The status line and the headers. */
  readonly head: string;
  readonly body: unknown;
}

/** The answer of a daemon as it was sent. Throws its refusal, or that it is cut off. */
export const parseAnswer = (daemon: DaemonRef, answer: string): Answered => {
  const end = answer.indexOf("\r\n\r\n");
  const head = answer.slice(0, end);
  const status = Number(/^HTTP\/1\.\d (\d+)/.exec(head)?.[1] ?? 0);
  let body: unknown;
  try {
    body = JSON.parse(answer.slice(end + 4));
  } catch {
    throw typeof daemon === "string" || status === 0
      ? new CliError(exitCode.failed, "the daemon exited before it answered")
      : foreignAnswer(daemon, status);
  }
  if (status < 400) return { head, body };
  throw refusedBy(daemon, body as Problem);
};

const exchange = (daemon: DaemonRef, options: RequestOptions): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const socket = sendWatched(daemon, options);
    const chunks: Array<Buffer> = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", (error) => reject(unreachable(daemon, error)));
    socket.on("end", () => {
      socket.destroy();
      try {
        resolve(parseAnswer(daemon, Buffer.concat(chunks).toString("utf8")));
      } catch (error) {
        reject(error);
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
const exchangeWithRetry = async (daemon: DaemonRef, options: RequestOptions): Promise<Answered> => {
  for (let waited = 0; ; waited += retryInterval) {
    try {
      return await exchange(daemon, options);
    } catch (error) {
      const isHandedOver = error instanceof NoDaemon && typeof daemon === "string" && isHeld(daemon);
      if (!isHandedOver || waited >= handOverLimit) throw error;
      await sleep(retryInterval);
    }
  }
};

/** Make a daemon do something, however long that takes; refusals become errors with their exit codes. */
export const request = async <A extends DocumentAddress>(
  daemon: DaemonRef,
  address: A,
  body: BodyOf<A>,
  { ifMatch, ...destination }: Destination<A> & Pick<RequestOptions, "ifMatch"> = {},
): Promise<AnswerOf<A>> => {
  // Daemons of version 0.1 take the principal from the body; later ones know it and ignore this, or refuse it over TCP.
  const by = typeof daemon === "string" ? { by: `user:${loginName()}` } : {};
  const target = { ...targetOf(address, destination), ifMatch };
  const options = { ...target, body: { ...by, ...body }, livenessTimeout: null };
  return (await exchangeWithRetry(daemon, options)).body as AnswerOf<A>;
};

/** The same, with the cookie (`NAME=VALUE`) that is set by the answer; null: none is. */
export const requestCookie = async <A extends DocumentAddress>(
  daemon: RemoteDaemon,
  address: A,
  body: BodyOf<A>,
): Promise<{ readonly answer: AnswerOf<A>; readonly cookie: string | null }> => {
  const answered = await exchange(daemon, { ...targetOf(address, {}), body, livenessTimeout: null });
  const cookie = /^set-cookie: *([^;\r\n]+)/im.exec(answered.head)?.[1] ?? null;
  return { answer: answered.body as AnswerOf<A>, cookie };
};

type ReadOptions = Partial<Pick<RequestOptions, "livenessTimeout" | "signal">>;

/** Query a daemon without changing anything. */
export const ask = async <A extends DocumentAddress>(
  daemon: DaemonRef,
  address: A,
  { params, query, ...options }: ReadOptions & Destination<A> & { readonly body?: BodyOf<A> } = {},
): Promise<AnswerOf<A>> => {
  const target = targetOf(address, { ...(params === undefined ? {} : { params }), query });
  const answered = await exchangeWithRetry(daemon, {
    ...target,
    livenessTimeout: defaultLivenessTimeout,
    ...options,
  });
  return answered.body as AnswerOf<A>;
};

/** Succeeds when a daemon answers; any answer will do, 404 included. */
export const ping = async (daemon: DaemonRef, options: ReadOptions = {}): Promise<void> => {
  try {
    await exchangeWithRetry(daemon, {
      method: "GET",
      path: "/",
      livenessTimeout: defaultLivenessTimeout,
      ...options,
    });
  } catch (error) {
    if (!(error instanceof CliError) || error.code === exitCode.noDaemon) throw error;
  }
};
