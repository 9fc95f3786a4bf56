import { ask } from "../../client/client.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";

/** How long a hand-over may take before it is reported, in ms. */
const noticeAfter = 1_000;

/**
 * Report what a hand-over waits for if it takes long: the current daemon finishes its pending change first.
 * `successor`: the pid of the daemon that asked. Returns how to end the report.
 */
export const reportHandOver = (home: string, successor: number | undefined): (() => void) => {
  const timer = setTimeout(() => {
    // An unresponsive daemon is reported by the hand-over request itself.
    ask(home, "GET /status", { livenessTimeout: noticeAfter }).then(report, () => undefined);
  }, noticeAfter);
  const report = ({ daemon, children }: TreeStatus): void => {
    if (daemon.pid === successor) return;
    const busy = children.filter(({ state }) => state === "starting" || state === "stopping");
    const what = busy.map(({ path, state }) => `${path} is ${state}`).join(", ");
    process.stderr.write(
      `sentinel: waiting for the current daemon (pid ${daemon.pid}), which hands over after its pending change${what && `: ${what}`}\n`,
    );
  };
  return () => clearTimeout(timer);
};
