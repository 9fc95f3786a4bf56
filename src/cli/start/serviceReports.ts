import type { Reports } from "../../../launchd/systemd/notify/Reports.ts";
import type { Daemon } from "../../daemon/lifecycle.ts";
import { stopSentence, treeSentence } from "../view/tree/treeSentence.ts";

/** Report to the systemd that started this daemon as a service how its tree is, until it has stopped. */
export const reportToService = (reports: Reports, daemon: Daemon): void => {
  const about = (sentence: typeof treeSentence) => (): string | null => {
    const views = daemon.views();
    return views === null ? null : sentence(views);
  };
  reports.ready(about(treeSentence));
  void daemon.leaving.then(() => reports.stopping(about(stopSentence)));
  void daemon.left.then(() => reports.close());
};
