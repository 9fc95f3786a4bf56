import { setTimeout as sleep } from "node:timers/promises";
import { ask, NoDaemon } from "./client.ts";
import { exitOf, initialPhase, onStandardError, pauseAfter } from "./nextDaemon.ts";

/**
 * `ask`, but when no daemon answers because it was killed or handed over, the question waits for the next one. After a clean
 * exit, NoDaemon is thrown. A long wait and its end are reported on standard error.
 */
export const askAcrossDaemons: typeof ask = async (daemon, address, options) => {
  let waited = 0;
  let phase: "looking" | "waiting" = "looking";
  for (;;) {
    try {
      const answer = await ask(daemon, address, options);
      if (phase === "waiting") onStandardError("a daemon is running again; continuing with it");
      return answer;
    } catch (error) {
      if (!(error instanceof NoDaemon) || exitOf(daemon) === "clean") throw error;
    }
    if (phase === "looking" && (exitOf(daemon) === "killed" || waited >= initialPhase)) {
      phase = "waiting";
      onStandardError("the daemon has exited; waiting for the next one");
    }
    const pause = pauseAfter(daemon, waited);
    await sleep(pause);
    waited += pause;
  }
};
