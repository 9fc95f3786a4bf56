import { existsSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type InstallPlan,
  ServiceError,
  type ServiceManager,
  type ServiceName,
  type ServiceOptions,
} from "../ServiceManager.ts";
import { journalCommand, printJournal } from "./journal.ts";
import { lingerAdvice, lingers } from "./linger.ts";
import { problemsOf } from "./state/problemsOf.ts";
import { asked, type Properties, readProperties } from "./state/properties.ts";
import { readState } from "./state/stateOf.ts";
import { askSystemctl, flagsFor, ownName, systemctl } from "./systemctl.ts";
import { homeIn } from "./unit/readUnit.ts";
import { renderUnit } from "./unit/renderUnit.ts";
import { labelFor, unitFileOf, unitOf } from "./unit/unitName.ts";
import { writeUnit } from "./unit/writeUnit.ts";

/** How long systemd may take to start a process, and how often that is checked, in ms. */
const startTimeout = 30_000;
const pollInterval = 100;

const show = async (service: ServiceName): Promise<Properties> =>
  readProperties(
    await systemctl(service.scope, "show", `--property=${asked.join(",")}`, "--", unitOf(service)),
  );

const status = async (service: ServiceName) => {
  const properties = await show(service);
  const state = readState(properties, unitFileOf(service));
  return { ...state, problems: problemsOf(service, state, properties, ownName()) };
};

/** A system service can be changed by root alone. */
const requireRights = ({ scope, label }: ServiceName): void => {
  if (scope === "system" && process.getuid?.() !== 0)
    throw new ServiceError(
      `${label} is a service of the system, which root alone may change; use sudo, or a service of your own with --user`,
    );
};

/** Wait until a service that was told to start has a process, though it may still have to wait for its home. */
const untilStarted = async (service: ServiceName): Promise<void> => {
  for (let waited = 0; waited < startTimeout; waited += pollInterval) {
    const { MainPID, Job } = await show(service);
    if (Number(MainPID) > 0) return;
    // Without a process and with nothing left to do, systemd has given this start up.
    if (Job === undefined || Job === "0") break;
    await sleep(pollInterval);
  }
  const { lastEnd, problems } = await status(service);
  const why = problems[0]?.what ?? "systemd does not say why";
  throw new ServiceError(
    `${service.label} does not start${lastEnd && "code" in lastEnd ? ` (exit code ${lastEnd.code})` : ""}: ${why}; \`${journalCommand(service).join(" ")}\` shows what it printed`,
  );
};

const start = async (service: ServiceName): Promise<void> => {
  requireRights(service);
  requireUnit(service);
  // Not until it is ready: it may wait for a home that the caller has still to give up.
  await systemctl(service.scope, "start", "--no-block", "--", unitOf(service));
  await untilStarted(service);
};

const stop = async (service: ServiceName): Promise<void> => {
  requireRights(service);
  await systemctl(service.scope, "stop", "--", unitOf(service));
};

const requireUnit = (service: ServiceName): void => {
  if (!existsSync(unitFileOf(service)))
    throw new ServiceError(
      `there is no service ${service.label}: ${unitFileOf(service)} doesn't exist; \`sentinel service install\` installs it`,
    );
};

/** A unit of the same name may belong to another tree. */
const requireSameHome = (options: ServiceOptions): void => {
  const other = homeIn(unitFileOf(options));
  if (other === null || other === options.home) return;
  throw new ServiceError(
    `${unitFileOf(options)} belongs to the tree in ${other}; choose another label with --name, or remove that service first: \`sentinel service uninstall --name ${options.label}\``,
  );
};

const plan = async (options: ServiceOptions): Promise<InstallPlan> => ({
  definition: unitFileOf(options),
  text: renderUnit(options),
  commands: [["daemon-reload"], ["enable", "--now", unitOf(options)]].map((args) =>
    ["systemctl", ...flagsFor(options.scope), ...args].join(" "),
  ),
});

const install = async (options: ServiceOptions): Promise<ReadonlyArray<string>> => {
  requireRights(options);
  requireSameHome(options);
  const { definition, text } = await plan(options);
  // Whether systemd can be reached is known before anything is written.
  const before = await status(options);
  writeUnit(definition, text);
  await systemctl(options.scope, "daemon-reload");
  await systemctl(options.scope, "enable", "--", unitOf(options));
  if (before.pid !== null) await stop(options);
  await start(options);
  return notesFor(options);
};

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What a person should know of a service. */
const notesFor = (service: ServiceName): ReadonlyArray<string> => {
  const user = ownName();
  const { what, remedy } = lingerAdvice(user);
  return [
    service.scope === "system"
      ? "It starts with the machine, before anybody logs in."
      : lingers(user)
        ? `It starts with the machine, and outlives the sessions of ${user}, who lingers.`
        : `It ${what}. ${capitalized(remedy)}.`,
    `What its daemon prints is in the journal: \`${journalCommand(service).join(" ")}\`.`,
  ];
};

const uninstall = async (service: ServiceName): Promise<ReadonlyArray<string>> => {
  requireRights(service);
  requireUnit(service);
  const definition = unitFileOf(service);
  await stop(service);
  await systemctl(service.scope, "disable", "--", unitOf(service));
  rmSync(definition);
  await systemctl(service.scope, "daemon-reload");
  // A unit that has failed is remembered. That there is nothing to forget is no error.
  await askSystemctl(service.scope, ["reset-failed", "--", unitOf(service)]);
  const dropIns = `${definition}.d`;
  return existsSync(dropIns) ? [`Your own settings of the unit remain in ${dropIns}.`] : [];
};

/** Services of systemd, of the user or of the system. */
export const systemd: ServiceManager = {
  name: "systemd",
  labelFor,
  definitionOf: unitFileOf,
  logOf: () => "",
  plan,
  install,
  uninstall,
  status,
  start,
  stop,
  logs: printJournal,
};
