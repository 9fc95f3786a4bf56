import type { Socket } from "node:net";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { type Standing, standingOf } from "./standing.ts";

/** After how long somebody who waits for an answer wants to know why, in ms. */
const unnoticed = 2_000;

/** How long after the request, and then after each answer, the daemon is asked whether it is there, in ms. */
const pauses = { first: 500, longest: 16_000 } as const;

interface Awaited {
  readonly home: string;
  /** The connection on which an answer is awaited. */
  readonly socket: Socket;
  /** Asks something beside that is answered at once. */
  readonly askBeside: () => Socket;
  /** How long the daemon may be silent, in ms; null: for ever. */
  readonly patience: number | null;
  /** It has been silent for so long. */
  readonly giveUp: (standing: Standing) => void;
}

/** Somebody who is asked whether he is there. */
interface Question {
  readonly answered: Promise<void>;
  readonly isAnswered: () => boolean;
  readonly end: () => void;
}

const put = (askBeside: () => Socket): Question => {
  const socket = askBeside();
  let isAnswered = false;
  const answered = new Promise<void>((resolve) => {
    const hear = (): void => {
      isAnswered = true;
      resolve();
    };
    socket.on("data", hear);
    // A daemon that has ended is not silent. EAGAIN: nobody has let the last ones in.
    socket.on("error", ({ code }: NodeJS.ErrnoException) => code !== "EAGAIN" && hear());
  });
  return { answered, isAnswered: () => isAnswered, end: () => socket.destroy() };
};

/** Waits keep no process: the connection does, for as long as somebody waits on it. */
const pass = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });

const isAnsweredWithin = async ({ answered, isAnswered }: Question, ms: number | null): Promise<boolean> => {
  await Promise.race(ms === null ? [answered] : [answered, pass(ms)]);
  // Who was stopped himself, or not let write, finds the time over before he has looked for the answer.
  await nextTurn();
  return isAnswered();
};

const say = (what: string): void => {
  // A line that is drawn over, as by `down`, is not gone on with.
  const begin = process.stderr.isTTY ? "\r\u001b[K" : "";
  process.stderr.write(`${begin}sentinel: ${what}\n`);
};

/** Wait for the answer to a question, say so if it takes long, and give up if it takes too long. */
const heed = async (question: Question, { home, socket, patience, giveUp }: Awaited): Promise<void> => {
  if (await isAnsweredWithin(question, Math.min(unnoticed, patience ?? unnoticed))) return;
  if (socket.destroyed) return;
  const standing = standingOf(home);
  if (patience !== null && patience <= unnoticed) return giveUp(standing);
  const { daemon, hindrance, remedy } = standing;
  const why = hindrance === null ? "" : `: ${hindrance} (${remedy})`;
  say(`${daemon} has not answered for ${unnoticed / 1_000} s${why}; waiting (Ctrl-C gives up)`);
  if (!(await isAnsweredWithin(question, patience === null ? null : patience - unnoticed))) {
    if (!socket.destroyed) giveUp(standingOf(home));
    return;
  }
  // The answer itself is mostly not far behind.
  await pass(pauses.first);
  if (!socket.destroyed) say(`${daemon} answers again`);
};

/**
 * Tell a person when a daemon that is asked something gives no answer to anything, as one that is stopped or swapped
 * out does. Some answers take their time; so something is asked beside that does not.
 */
export const heedSilence = async (awaited: Awaited): Promise<void> => {
  const { socket, askBeside } = awaited;
  for (let pause: number = pauses.first; ; pause = Math.min(2 * pause, pauses.longest)) {
    await pass(pause);
    if (socket.destroyed) return;
    const question = put(askBeside);
    socket.once("close", question.end);
    await heed(question, awaited);
    socket.off("close", question.end);
    question.end();
    if (socket.destroyed) return;
  }
};
