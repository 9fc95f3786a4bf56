import type { ServiceManager } from "../../../launchd/ServiceManager.ts";
import { bySystem } from "../../system.ts";

const launchd = async (): Promise<ServiceManager> => {
  const { makeLaunchd } = await import("../../../launchd/launchd/launchd.ts");
  const { thisMachine } = await import("../../../launchd/launchd/Surroundings.ts");
  return makeLaunchd(thisMachine());
};

const systemd = async (): Promise<ServiceManager> =>
  (await import("../../../launchd/systemd/systemd.ts")).systemd;

/** The service manager of this system. */
export const serviceManager = (): Promise<ServiceManager> => bySystem({ linux: systemd, darwin: launchd })();
