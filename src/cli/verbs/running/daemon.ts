import { serviceExitCode } from "../../../../launchd/ServiceManager.ts";
import { openReports } from "../../../../launchd/systemd/notify/openReports.ts";
import { exitCode } from "../../../client/client.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { removeDaemonVariables } from "../../start/daemonVariables.ts";
import { withHomeToStart } from "../../start/homeToStart.ts";
import { runUnderInit } from "../../start/pid1.ts";
import { reportToService } from "../../start/serviceReports.ts";
import {
  daemonOptionsFrom,
  exitWith,
  ignoreClosedStreams,
  runOptions,
  shutDownOnSignals,
  startHere,
} from "../../start/startHere.ts";
import { takeStartupPipe } from "../../start/startupPipe.ts";
import { startUnderService, takeServiceLabel } from "../../start/underService.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, runOptions);
  atMost(0, invocation, "daemon [-f FILE] [--env NAME] [--watch] [--replace] [--listen ADDR]");
  const initExitCode = await runUnderInit();
  if (initExitCode !== null) return initExitCode;
  ignoreClosedStreams();
  removeDaemonVariables(process.env);
  const reports = await openReports(process.env, (what) => process.stderr.write(`sentinel: ${what}\n`));
  reports?.starting();
  const { report, close } = takeStartupPipe(process.env);
  const label = takeServiceLabel(process.env);
  const options = daemonOptionsFrom(await withHomeToStart(invocation));
  const starting =
    label === null ? startHere(options) : startUnderService(options, (forWhat) => reports?.waiting(forWhat));
  const daemon = await starting.catch((error: unknown) => {
    report(error instanceof Error ? error.message : String(error));
    throw error;
  });
  close();
  if (reports !== null) reportToService(reports, daemon);
  shutDownOnSignals(daemon, ["SIGINT", "SIGTERM"]);
  // A service has no terminal that could be closed.
  process.on("SIGHUP", () => undefined);
  // After any other code than 0, the service manager starts the next one.
  return exitWith(daemon, (end) =>
    end === "handed over" && label !== null ? serviceExitCode.handedOver : exitCode.done,
  );
};
