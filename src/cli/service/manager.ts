import type { ServiceManager } from "../../../launchd/ServiceManager.ts";
import { CliError, exitCode } from "../../client/client.ts";
import { bySystem } from "../../system.ts";

const launchd = async (): Promise<ServiceManager> => {
  const { makeLaunchd } = await import("../../../launchd/launchd/launchd.ts");
  const { thisMachine } = await import("../../../launchd/launchd/Surroundings.ts");
  return makeLaunchd(thisMachine());
};

const systemd = (): Promise<ServiceManager> =>
  Promise.reject(new CliError(exitCode.failed, "no service manager of this system is known yet"));

/** The service manager of this system. */
export const serviceManager = (): Promise<ServiceManager> => bySystem({ linux: systemd, darwin: launchd })();
