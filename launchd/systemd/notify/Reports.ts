import type { Send } from "./Send.ts";

/** What systemd makes of a report. */
type Phase = "starting" | "ready" | "stopping";

/** How often the sentence is asked for, in ms; a new one is reported at once. */
const period = 5_000;

/** How much more time each report of a start or stop asks for, in ms. */
const extension = 30_000;

/** The most time between two reports of a daemon that runs, in ms. With a watchdog: a third of its timeout. */
const calmPeriod = 20_000;

/** The sentence of a daemon that waits begins with it. */
export const waitingBegins = "waits:";

const inMicroseconds = (ms: number): number => Math.round(ms * 1000);

/** A line of its own in the message. */
const oneLine = (sentence: string): string => sentence.replace(/\s+/g, " ").trim();

/** The message for a phase. READY and STOPPING are repeated, as a message may be lost; systemd takes the first. */
const reportOf = (phase: Phase, sentence: string): string => {
  const more = `EXTEND_TIMEOUT_USEC=${inMicroseconds(extension)}`;
  const assignments = { starting: [more], ready: ["READY=1", "WATCHDOG=1"], stopping: ["STOPPING=1", more] };
  return [...assignments[phase], `STATUS=${oneLine(sentence)}`].join("\n");
};

/** What the daemon is doing, as a sentence; null: the last one is still true. */
type Sentence = () => string | null;

/**
 * Reports to systemd what the daemon is doing, from timers of its event loop: if the loop stands still, so do the
 * reports, and systemd's watchdog or timeout ends the daemon.
 */
export class Reports {
  readonly #send: Send;
  readonly #calmPeriod: number;
  readonly #period: number;
  #timer: NodeJS.Timeout | null = null;

  constructor(send: Send, watchdog: number | null) {
    this.#send = send;
    this.#calmPeriod = watchdog === null ? calmPeriod : Math.min(calmPeriod, watchdog / 3);
    this.#period = Math.min(period, this.#calmPeriod);
  }

  /** The daemon starts. */
  starting(): void {
    this.#report("starting", () => "starts", this.#period);
  }

  /** The daemon can't start yet, and waits: for what. */
  waiting(forWhat: string): void {
    this.#report("starting", () => `${waitingBegins} ${forWhat}`, this.#period);
  }

  /** The tree has been taken up and the socket answers. */
  ready(sentence: Sentence): void {
    this.#report("ready", sentence, this.#calmPeriod);
  }

  /** The daemon ends. */
  stopping(sentence: Sentence): void {
    this.#report("stopping", sentence, this.#period);
  }

  /** No more reports: the process ends. */
  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #report(phase: Phase, sentence: Sentence, atLeastEvery: number): void {
    this.close();
    let told = { sentence: "", at: Number.NEGATIVE_INFINITY };
    const tell = (): void => {
      const now = { sentence: sentence() ?? told.sentence, at: performance.now() };
      if (now.sentence === told.sentence && now.at - told.at < atLeastEvery) return;
      told = now;
      this.#send(reportOf(phase, now.sentence));
    };
    // Checked a little more often than is reported, as timers are late.
    this.#timer = setInterval(tell, this.#period / 2).unref();
    tell();
  }
}
