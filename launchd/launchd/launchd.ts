import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  type InstallPlan,
  ServiceError,
  type ServiceManager,
  type ServiceName,
  type ServiceOptions,
  type ServiceState,
} from "../ServiceManager.ts";
import { textOf, writeDefinition } from "./definitionFile.ts";
import { Job } from "./Job.ts";
import { Launchctl, type Place } from "./Launchctl.ts";
import { makeLog, printEnd } from "./logFile.ts";
import { notStarted, whatToKnow } from "./messages.ts";
import { homeIn, plistOf } from "./plist.ts";
import type { Surroundings } from "./Surroundings.ts";
import { statusOf } from "./statusOf.ts";

/** Paths with other characters in them would have to be quoted. */
const quoted = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

/** launchd of macOS, on a machine. */
export const makeLaunchd = (surroundings: Surroundings): ServiceManager => {
  const launchctl = new Launchctl(surroundings);
  const definitionOf = ({ label, scope }: ServiceName): string =>
    join(surroundings.definitions[scope], `${label}.plist`);
  const logOf = ({ label, scope }: ServiceName): string => join(surroundings.logs[scope], `${label}.log`);
  const jobAt = (service: ServiceName, place: Place): Job =>
    new Job(launchctl, surroundings, service, definitionOf(service), place);
  const jobOf = async (service: ServiceName): Promise<Job> =>
    jobAt(service, await launchctl.placeOf(service));

  /** Only root may change services of the machine, and launchctl tells so late. */
  const needRights = ({ scope }: ServiceName): void => {
    if (scope === "system" && surroundings.uid !== 0)
      throw new ServiceError("only root may change services of the machine; type it with `sudo`");
  };

  const needDefinition = (service: ServiceName): void => {
    if (!existsSync(definitionOf(service)))
      throw new ServiceError(
        `there is no service ${service.label}: ${definitionOf(service)} doesn't exist; \`sentinel service install\` installs it`,
      );
  };

  const plan = async (options: ServiceOptions): Promise<InstallPlan> => {
    const { domain, target, session } = await launchctl.placeOf(options);
    const definition = definitionOf(options);
    return {
      definition,
      text: plistOf(options, session),
      commands: [
        `launchctl bootout ${target}`,
        `launchctl enable ${target}`,
        `launchctl bootstrap ${domain} ${quoted(definition)}`,
      ],
    };
  };

  const install = async (options: ServiceOptions): Promise<ReadonlyArray<string>> => {
    needRights(options);
    const { label, scope, home, user, log } = options;
    const place = await launchctl.placeOf(options);
    const definition = definitionOf(options);
    const other = homeIn(textOf(definition) ?? "");
    if (other !== null && other !== home)
      throw new ServiceError(
        `${definition} belongs to the tree in ${other}; choose another label with --name, or remove that service first: \`sentinel service uninstall --name ${label}\``,
      );
    await makeLog(log, scope === "system" ? user : null, surroundings);
    await writeDefinition(
      definition,
      plistOf(options, place.session),
      scope === "system" ? 0 : null,
      surroundings,
    );
    const job = jobAt(options, place);
    await job.unload();
    await job.load();
    const printed = await job.started(0);
    if (printed !== null && printed.pid === null) {
      if (!printed.isPended) throw notStarted(label, await status(options));
      await job.kickstart();
    }
    return whatToKnow(options, place);
  };

  const uninstall = async (service: ServiceName): Promise<ReadonlyArray<string>> => {
    needRights(service);
    needDefinition(service);
    // Without a login session, nothing of it is loaded.
    const job = await jobOf(service).catch((error: unknown) => {
      if (error instanceof ServiceError) return null;
      throw error;
    });
    await job?.unload();
    rmSync(definitionOf(service));
    return existsSync(logOf(service)) ? [`What its daemon has printed is still in ${logOf(service)}.`] : [];
  };

  const status = (service: ServiceName): Promise<ServiceState> =>
    statusOf(service, launchctl, { definition: definitionOf(service), log: logOf(service) });

  const start = async (service: ServiceName): Promise<void> => {
    needRights(service);
    needDefinition(service);
    const job = await jobOf(service);
    const before = await job.printed();
    if (before === null) await job.load();
    if ((await job.printed())?.pid == null) await job.kickstart();
    const printed = await job.started(before?.runs ?? 0);
    if (printed?.pid == null) throw notStarted(service.label, await status(service));
  };

  const stop = async (service: ServiceName): Promise<void> => {
    needRights(service);
    const job = await jobOf(service);
    const printed = await job.printed();
    if (printed === null) return;
    if (printed.pid !== null) await job.endProcess(printed);
    // launchd would start it again as soon as it may.
    const now = await job.printed();
    if (now !== null && now.state !== "not running") await job.unload();
  };

  return {
    name: "launchd",
    labelFor: (tree) => `sentinel.${tree.replace(/[^A-Za-z0-9._-]+/g, "-")}`,
    definitionOf,
    logOf,
    plan,
    install,
    uninstall,
    status,
    start,
    stop,
    logs: (service, options) => printEnd(logOf(service), options),
  };
};
