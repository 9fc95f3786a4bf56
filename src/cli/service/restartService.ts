import type { ServiceManager, ServiceName } from "../../../launchd/ServiceManager.ts";
import { ask, isNoDaemon } from "../../client/client.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { asCliError } from "./asCliError.ts";
import { untilServing } from "./untilServing.ts";

/**
 * Have the service manager start another daemon of a tree: the current one, whoever started it, hands over, and its
 * children live on. Without one, the service is started.
 */
export const restartService = async (
  manager: ServiceManager,
  service: ServiceName,
  home: string,
): Promise<TreeStatus> => {
  const current = await ask(home, "GET /status").catch((error: unknown) => {
    if (isNoDaemon(error)) return null;
    throw error;
  });
  return asCliError(untilServing(manager, service, home, current?.daemon.pid ?? null));
};
