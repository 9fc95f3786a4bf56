import { setTimeout as sleep } from "node:timers/promises";
import { claimHome, type HomeClaim } from "../adapters/node/home/home.ts";
import { ask, CliError, exitCode, request } from "../client/client.ts";
import type { CrashPointHook } from "../ports/home/CrashPoints.ts";

/** How often the state of a hand-over is polled, in ms. */
const pollInterval = 50;

/** How long the old daemon may take to close everything on a busy machine, in ms. */
const releaseTimeout = 30_000;

/** How long the new daemon may then take to claim the home, in ms. */
const claimTimeout = 5_000;

/** Claim the home, taking over from the daemon that holds it if there is one; or return the reason why not. */
export const claimFromOther = async (
  home: string,
  crashPoint: CrashPointHook,
): Promise<HomeClaim | string> => {
  const refused = await askForHome(home);
  if (refused !== null) return refused;
  const claim = await claimWithin(home, releaseTimeout, crashPoint);
  return typeof claim === "string" ? `the daemon in ${home} agreed to hand over, but ${claim}` : claim;
};

/** Why the current daemon refuses to hand over; null if it agrees, or if there is none. */
const askForHome = (home: string): Promise<string | null> =>
  request(home, "POST /handover", {}).then(
    () => null,
    (error: unknown) => {
      if (error instanceof CliError && error.code === exitCode.noDaemon) return null;
      const why = error instanceof Error ? error.message : String(error);
      return `the daemon in ${home} does not hand over and stays in charge: ${why}`;
    },
  );

const claimWithin = async (
  home: string,
  timeout: number,
  crashPoint: CrashPointHook,
): Promise<HomeClaim | string> => {
  const claim = await claimHome(home, crashPoint);
  if (typeof claim !== "string" || timeout <= 0) return claim;
  await sleep(pollInterval);
  return claimWithin(home, timeout - pollInterval, crashPoint);
};

/** How long a running daemon may take to answer, in ms. */
const answerTimeout = 1_000;

/**
 * Wait for the successor. Null once it answers in our place; if it gives the home up again or never claims it, the
 * home is claimed for us again, and the claim returned.
 */
export const awaitSuccessor = async (home: string): Promise<HomeClaim | null> => {
  for (let waited = 0; ; waited += pollInterval) {
    await sleep(pollInterval);
    if (await isAnswered(home)) return null;
    if (waited < claimTimeout) continue;
    const claim = await claimHome(home);
    if (typeof claim !== "string") return claim;
  }
};

const isAnswered = (home: string): Promise<boolean> =>
  ask(home, "GET /status", { livenessTimeout: answerTimeout }).then(
    ({ daemon }) => daemon.pid !== process.pid,
    () => false,
  );
