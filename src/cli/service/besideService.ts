import { resolve } from "node:path";
import type { ServiceManager, ServiceName } from "../../../launchd/ServiceManager.ts";
import { CliError, exitCode } from "../../client/client.ts";
import { readRecord } from "../../home/record.ts";
import { readServiceRecord } from "../../home/serviceRecord.ts";
import type { Invocation } from "../arguments/invocation.ts";
import { asCliError } from "./asCliError.ts";
import { nextStart } from "./changes.ts";
import { serviceManager } from "./manager.ts";

/** The service that keeps the daemons of a home. */
export interface HomeService {
  readonly manager: ServiceManager;
  readonly service: ServiceName;
}

/** The service of a home; null if it has none. */
export const serviceOf = async (home: string): Promise<HomeService | null> => {
  const service = readServiceRecord(home);
  return service === null ? null : { manager: await serviceManager(), service };
};

/** A daemon of a service has the options of its installation: others can't be given with `up`. */
export const refuseOtherOptions = ({ value, flag, home }: Invocation, { label }: ServiceName): void => {
  const file = value("file");
  const recorded = readRecord(home)?.file;
  const isOtherFile = file !== undefined && recorded !== undefined && resolve(file) !== recorded;
  const other = [
    ...(isOtherFile ? ["--file"] : []),
    ...["env", "listen"].flatMap((name) => (value(name) === undefined ? [] : [`--${name}`])),
    ...["watch", "insecure"].flatMap((name) => (flag(name) ? [`--${name}`] : [])),
  ];
  if (other.length === 0) return;
  throw new CliError(
    exitCode.usage,
    `the daemon of this tree is started by the service ${label}, with the options that it was installed with; leave out ${other.join(" and ")}, install the service again, or use \`sentinel config settings\``,
  );
};

/** Before `down`: a daemon of the service that waits for its home would take it as soon as it is free. */
export const stopWaitingDaemon = async ({ manager, service }: HomeService, holder: number): Promise<void> => {
  const { pid } = await asCliError(manager.status(service));
  if (pid !== null && pid !== holder) await asCliError(manager.stop(service));
};

/** After `down`: what becomes of the service. */
export const staysStopped = ({ service }: HomeService): string =>
  `the service ${service.label} stays stopped until the next ${nextStart(service)}; \`sentinel service start\` starts it now, \`sentinel service uninstall\` removes it`;
