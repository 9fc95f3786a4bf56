import type { Socket } from "node:net";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { DaemonProcess } from "./daemonProcess.ts";

/** How long a request may take before the user is told why, in ms. */
const noticeAfter = 2_000;

/** The first interval between a request and a probe, which then doubles up to the longest, in ms. */
const probeIntervals = { first: 500, longest: 16_000 } as const;

interface PendingRequest {
  /** Looks at the daemon's process without a request to it. */
  readonly inspect: () => DaemonProcess;
  /** The connection of the request. */
  readonly socket: Socket;
  /** Sends a second request, one that is answered at once. */
  readonly sendProbe: () => Socket;
  /** How long the daemon may answer nothing at all, in ms; null: forever. */
  readonly livenessTimeout: number | null;
  /** Called when that time has passed. */
  readonly onTimeout: (daemon: DaemonProcess) => void;
}

/** A request whose only purpose is to see whether the daemon answers. */
interface Probe {
  readonly answered: Promise<void>;
  readonly isAnswered: () => boolean;
  readonly end: () => void;
}

const startProbe = (sendProbe: () => Socket): Probe => {
  const socket = sendProbe();
  let isAnswered = false;
  const answered = new Promise<void>((resolve) => {
    const onAnswer = (): void => {
      isAnswered = true;
      resolve();
    };
    socket.on("data", onAnswer);
    // A daemon that has exited is not unresponsive. EAGAIN: its backlog of connections is full.
    socket.on("error", ({ code }: NodeJS.ErrnoException) => code !== "EAGAIN" && onAnswer());
  });
  return { answered, isAnswered: () => isAnswered, end: () => socket.destroy() };
};

/** These timers must not keep the process alive: the connection does, as long as something waits on it. */
const sleepUnref = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });

const isAnsweredWithin = async ({ answered, isAnswered }: Probe, ms: number | null): Promise<boolean> => {
  await Promise.race(ms === null ? [answered] : [answered, sleepUnref(ms)]);
  // If this very process was stopped, the timer fires before the answer that has already arrived is read.
  await nextTurn();
  return isAnswered();
};

const notice = (what: string): void => {
  // A status line, as `down` draws one, is overwritten.
  const begin = process.stderr.isTTY ? "\r\u001b[K" : "";
  process.stderr.write(`${begin}sentinel: ${what}\n`);
};

/** Wait for the answer to a probe, report when it takes long, and time out when it takes too long. */
const awaitProbe = async (
  probe: Probe,
  { inspect, socket, livenessTimeout, onTimeout }: PendingRequest,
): Promise<void> => {
  if (await isAnsweredWithin(probe, Math.min(noticeAfter, livenessTimeout ?? noticeAfter))) return;
  if (socket.destroyed) return;
  const daemon = inspect();
  if (livenessTimeout !== null && livenessTimeout <= noticeAfter) return onTimeout(daemon);
  const { name, cause, remedy } = daemon;
  const why = cause === null ? "" : `: ${cause} (${remedy})`;
  notice(`${name} has not answered for ${noticeAfter / 1_000} s${why}; waiting (Ctrl-C gives up)`);
  if (!(await isAnsweredWithin(probe, livenessTimeout === null ? null : livenessTimeout - noticeAfter))) {
    if (!socket.destroyed) onTimeout(inspect());
    return;
  }
  // The answer to the request usually follows at once.
  await sleepUnref(probeIntervals.first);
  if (!socket.destroyed) notice(`${name} answers again`);
};

/**
 * Report when the daemon answers nothing at all, as one that is stopped or swapped out. Some answers take long, so a
 * probe is sent beside the request.
 */
export const watchForUnresponsive = async (pending: PendingRequest): Promise<void> => {
  const { socket, sendProbe } = pending;
  for (let pause: number = probeIntervals.first; ; pause = Math.min(2 * pause, probeIntervals.longest)) {
    await sleepUnref(pause);
    if (socket.destroyed) return;
    const question = startProbe(sendProbe);
    socket.once("close", question.end);
    await awaitProbe(question, pending);
    socket.off("close", question.end);
    question.end();
    if (socket.destroyed) return;
  }
};
