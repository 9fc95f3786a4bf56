import { describeError } from "../../../home/folders.ts";
import { homeCheckInterval } from "../../../home/homeCheckInterval.ts";
import type { HomeClaim } from "./home.ts";
import type { Listening } from "./socket.ts";

/** A watch on the daemon's home. */
interface HomeWatch {
  readonly close: () => void;
}

/** What the user should know and do after the loss of the home. */
export const adviceOnLoss = (loss: string): string =>
  `${loss}: commands don't reach this daemon any more, and what its children do can't be recorded. Put the home back, or stop the tree in order with \`kill ${process.pid}\``;

/** What a daemon does about its home. */
interface HomeKeeper {
  /** Reports what has happened. */
  readonly tell: (what: string) => void;
  /** Called when the home has been made again, to store in it what is known. */
  readonly restored: (what: string) => void;
}

/** What is wrong with a home, after an attempt to repair it; null if nothing is. */
const checkHome = async (
  { loss, restore }: Pick<HomeClaim, "loss" | "restore">,
  { isReachable, relisten }: Pick<Listening, "isReachable" | "relisten">,
  { restored }: HomeKeeper,
): Promise<string | null> => {
  const lost = loss();
  if (lost !== null) {
    const done = await restore().catch(() => null);
    if (done === null) return adviceOnLoss(lost);
    await relisten();
    const what = `${done}: the children run on, but what they had printed is lost, and so is settings.yaml`;
    restored(what);
    return what;
  }
  if (isReachable()) return null;
  try {
    await relisten();
    return "the socket of the home was removed; there is a new one";
  } catch (error) {
    return `the socket of the home was removed, and no new one can be made: ${describeError(error)}`;
  }
};

/**
 * Check regularly whether the home still exists and its socket is reachable. A removed socket is created again, and so
 * is a home that was deleted; the loss of one that was moved can only be reported.
 */
export const watchHome = (
  claim: Pick<HomeClaim, "loss" | "restore">,
  listening: Pick<Listening, "isReachable" | "relisten">,
  keeper: HomeKeeper,
): HomeWatch => {
  let told: string | null = null;
  const look = async (): Promise<void> => {
    const trouble = await checkHome(claim, listening, keeper).catch(describeError);
    if (trouble !== null && trouble !== told) keeper.tell(trouble);
    told = trouble;
    if (timer !== null) timer = setTimeout(look, homeCheckInterval).unref();
  };
  /** Null: closed. */
  let timer: NodeJS.Timeout | null = setTimeout(look, homeCheckInterval).unref();
  return {
    close: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
};
