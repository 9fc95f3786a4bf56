import type { TreeStatus } from "../domain/Status.ts";
import { ask } from "./client.ts";

/** How long somebody waits without wondering, in ms. */
const unnoticed = 1_000;

/**
 * Say what a hand-over waits for, if it takes long: the daemon in charge finishes the change that it is at. `own` is
 * the daemon that has asked. Returns how to end that.
 */
export const tellWait = (home: string, own: number | undefined): (() => void) => {
  const timer = setTimeout(() => {
    // That it does not answer at all is said by who has asked it to hand over.
    ask<TreeStatus>(home, "/api/v1/status", { patience: unnoticed }).then(tell, () => undefined);
  }, unnoticed);
  const tell = ({ daemon, children }: TreeStatus): void => {
    if (daemon.pid === own) return;
    const busy = children.filter(({ state }) => state === "starting" || state === "stopping");
    const what = busy.map(({ path, state }) => `${path} is ${state}`).join(", ");
    process.stderr.write(
      `sentinel: waiting for the daemon in charge (pid ${daemon.pid}), which hands over after the change that is under way${what && `: ${what}`}\n`,
    );
  };
  return () => clearTimeout(timer);
};
