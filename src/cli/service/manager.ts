import type { ServiceManager } from "../../../launchd/ServiceManager.ts";
import { CliError, exitCode } from "../../client/client.ts";
import { bySystem } from "../../system.ts";

const none = (): Promise<ServiceManager> =>
  Promise.reject(new CliError(exitCode.failed, "no service manager of this system is known yet"));

/** The service manager of this system. */
export const serviceManager = (): Promise<ServiceManager> => bySystem({ linux: none, darwin: none })();
