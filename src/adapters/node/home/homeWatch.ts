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

/** What is wrong with a home, after an attempt to repair it; null if nothing is. */
const checkHome = async (
  { loss }: Pick<HomeClaim, "loss">,
  { isReachable, relisten }: Pick<Listening, "isReachable" | "relisten">,
): Promise<string | null> => {
  const lost = loss();
  if (lost !== null) return adviceOnLoss(lost);
  if (isReachable()) return null;
  try {
    await relisten();
    return "the socket of the home was removed; there is a new one";
  } catch (error) {
    return `the socket of the home was removed, and no new one can be made: ${describeError(error)}`;
  }
};

/**
 * Check regularly whether the home still exists and its socket is reachable. A removed socket is created again; the
 * loss of the home itself can only be reported.
 */
export const watchHome = (
  claim: Pick<HomeClaim, "loss">,
  listening: Pick<Listening, "isReachable" | "relisten">,
  tell: (what: string) => void,
): HomeWatch => {
  let told: string | null = null;
  const look = async (): Promise<void> => {
    const trouble = await checkHome(claim, listening);
    if (trouble !== null && trouble !== told) tell(trouble);
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
