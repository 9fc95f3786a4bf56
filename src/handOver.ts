import { setTimeout as sleep } from "node:timers/promises";
import { claimHome, type HomeClaim } from "./adapters/node/home.ts";
import { ask, CliError, exitCode, request } from "./cli/client.ts";
import type { TreeStatus } from "./domain/Status.ts";

/** How often the state of a hand-over is looked at, in ms. */
const lookEvery = 50;

/** How long the one in charge may take to close all that it has open, on a busy machine, in ms. */
const letGoPatience = 30_000;

/** How long the one that has asked for the home may then take to claim it, in ms. */
const claimPatience = 5_000;

/** Take the home, from the daemon that has it now if there is one; or say why not. */
export const claimFromOther = async (home: string): Promise<HomeClaim | string> => {
  const refused = await askForHome(home);
  if (refused !== null) return refused;
  const claim = await claimWithin(home, letGoPatience);
  return typeof claim === "string" ? `the daemon in ${home} agreed to hand over, but ${claim}` : claim;
};

/** Why the daemon in charge does not hand over; null when it does, or when there is none. */
const askForHome = (home: string): Promise<string | null> =>
  request(home, "/api/v1/handover", {}).then(
    () => null,
    (error: unknown) => {
      if (error instanceof CliError && error.code === exitCode.noDaemon) return null;
      const why = error instanceof Error ? error.message : String(error);
      return `the daemon in ${home} does not hand over and stays in charge: ${why}`;
    },
  );

const claimWithin = async (home: string, patience: number): Promise<HomeClaim | string> => {
  const claim = await claimHome(home);
  if (typeof claim !== "string" || patience <= 0) return claim;
  await sleep(lookEvery);
  return claimWithin(home, patience - lookEvery);
};

/** How long one that is there may take to answer, in ms. */
const answerPatience = 1_000;

/**
 * Wait until the daemon that has asked for the home answers in our place: null. If it lets go of the home
 * again, or never takes it, the home is ours as before: the claim.
 */
export const awaitSuccessor = async (home: string): Promise<HomeClaim | null> => {
  for (let waited = 0; ; waited += lookEvery) {
    await sleep(lookEvery);
    if (await isAnswered(home)) return null;
    if (waited < claimPatience) continue;
    const claim = await claimHome(home);
    if (typeof claim !== "string") return claim;
  }
};

const isAnswered = (home: string): Promise<boolean> =>
  ask<TreeStatus>(home, "/api/v1/status", { patience: answerPatience }).then(
    ({ daemon }) => daemon.pid !== process.pid,
    () => false,
  );
