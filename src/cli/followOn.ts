import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CliError, exitCode } from "./client.ts";
import { isFree } from "./isFree.ts";

/**
 * How often is looked for the next daemon, in ms: at first often, since one that is just going leaves a short trace
 * only, and one that takes over is soon there.
 */
const lookEvery = { atFirst: 50, later: 250 } as const;
const first = 3_000;

/**
 * How the last daemon of a home has ended, by what it has left: `in order` (nothing is left), `killed`; or not known
 * yet, as it is about to end, another one about to answer, or its number in use again.
 */
const endOf = (home: string): "in order" | "killed" | "not known" => {
  try {
    const { pid }: { pid?: unknown } = JSON.parse(readFileSync(`${home}/daemon.json`, "utf8"));
    return typeof pid === "number" && isFree(pid) ? "killed" : "not known";
  } catch (error) {
    // Else it is being written.
    return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")
      ? "in order"
      : "not known";
  }
};

const say = (what: string): void => void process.stderr.write(`sentinel: ${what}\n`);

/** Hears a daemon until the connection ends; `answered` is to be called when it is heard. */
type Hear = (answered: () => void) => Promise<void>;

/** Whether a daemon was there to be heard. */
const heard = async (hear: Hear, tell: () => void): Promise<boolean> => {
  let isHeard = false;
  const answered = (): void => {
    isHeard = true;
    tell();
  };
  await hear(answered).catch((error: unknown) => {
    if (!(error instanceof CliError && error.code === exitCode.noDaemon)) throw error;
  });
  return isHeard;
};

/**
 * Hear whichever daemon has a home after one that was followed and was killed or has handed over; until one ends in
 * order. That the silence is the daemon's, and for how long, is said on standard error.
 */
export const followOn = async (home: string, hear: Hear): Promise<void> => {
  let waited = 0;
  let standing: "looking" | "told to wait" = "looking";
  const answered = (): void =>
    say(standing === "looking" ? "another daemon has taken over; following again" : "following again");
  for (;;) {
    const end = endOf(home);
    if (end === "in order") return say("the daemon that was followed has ended");
    if (standing === "looking" && (end === "killed" || waited >= first)) {
      standing = "told to wait";
      say("the daemon has ended; waiting for the next one");
    }
    if (end === "not known" && (await heard(hear, answered))) {
      waited = 0;
      standing = "looking";
      continue;
    }
    const pause = waited < first ? lookEvery.atFirst : lookEvery.later;
    await sleep(pause);
    waited += pause;
  }
};
