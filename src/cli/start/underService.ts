import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { serviceExitCode, serviceVariable } from "../../../launchd/ServiceManager.ts";
import { CliError } from "../../client/client.ts";
import { loginName } from "../../client/loginName.ts";
import type { Daemon, DaemonOptions } from "../../daemon/daemon.ts";
import { closeInheritedDescriptors } from "./closeInherited.ts";
import { asCliError } from "./startHere.ts";

/** How often a daemon that waits for its home tries to take it, in ms: one that hands over waits 5 s for the next. */
const claimInterval = 500;

/** The label of the service that this process is the daemon of; null: it was started otherwise. Removes the variable. */
export const takeServiceLabel = (variables: NodeJS.ProcessEnv): string | null => {
  const label = variables[serviceVariable] || null;
  delete variables[serviceVariable];
  return label;
};

/** Why a daemon of a service can't start yet; null: it has started. */
type Attempt = { readonly daemon: Daemon } | { readonly waitsFor: string };

const attempt = async (options: DaemonOptions): Promise<Attempt> => {
  // A home that was installed and is not there is on a volume that is not mounted: never make another one.
  if (!existsSync(options.home)) return { waitsFor: `the home ${options.home} is not there` };
  const { startDaemon } = await import("../../daemon/daemon.ts");
  const started = await startDaemon({ ...options, next: "the service manager" });
  if (started._tag === "Right") return { daemon: started.right };
  if (started.left.kind !== "occupied") throw await asCliError(started.left, options.home);
  return { waitsFor: started.left.message };
};

/**
 * Start a daemon that a service manager keeps. It waits for its home as long as another daemon has it, or its volume is
 * not mounted: to fail would only make the manager try again. A request to end meanwhile ends the process, with success,
 * as the manager would start it again otherwise. `onWait` is told what it waits for.
 */
export const startUnderService = async (
  options: DaemonOptions,
  onWait: (forWhat: string) => void,
): Promise<Daemon> => {
  closeInheritedDescriptors();
  const asked = new AbortController();
  const onSignal = (): void => asked.abort();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, onSignal);
  let waitedFor: string | null = null;
  for (;;) {
    const result = await attempt(options);
    if ("daemon" in result) {
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.off(signal, onSignal);
      if (asked.signal.aborted) result.daemon.leave("in_order", `user:${loginName()}`);
      return result.daemon;
    }
    if (asked.signal.aborted) throw new CliError(serviceExitCode.done, "ended while it waited for its home");
    if (result.waitsFor !== waitedFor) {
      process.stderr.write(`sentinel: waiting: ${result.waitsFor}\n`);
      onWait(result.waitsFor);
    }
    waitedFor = result.waitsFor;
    await sleep(claimInterval, undefined, { signal: asked.signal }).catch(() => undefined);
  }
};
