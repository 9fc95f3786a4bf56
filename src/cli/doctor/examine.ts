import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { CliError } from "../../client/client.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { folderProblem } from "../../home/folders.ts";
import { hasEnded, readHolder } from "../../home/holder.ts";
import { treesFolder } from "../../home/knownTrees.ts";
import { hasLegacyHome } from "../home/legacyHome.ts";
import { clockFacts } from "./collect/clock.ts";
import { daemonFacts } from "./collect/daemon.ts";
import { diskFacts } from "./collect/disk.ts";
import { homeFacts } from "./collect/home.ts";
import { limitFacts } from "./collect/limits.ts";
import { memoryFacts } from "./collect/memory.ts";
import { placeFacts } from "./collect/place.ts";
import { initFacts, processFacts } from "./collect/processes.ts";
import { programFacts } from "./collect/program.ts";
import { unenforcedIn } from "./collect/runLimits.ts";
import { serviceFacts } from "./collect/service.ts";
import { storedFacts } from "./collect/stored.ts";
import { pathsOf, portsToCheck } from "./collect/tree.ts";
import type { Finding } from "./Finding.ts";
import { judgeClock } from "./judge/clock.ts";
import { judgeDaemon } from "./judge/daemon.ts";
import { judgeDisk } from "./judge/disk.ts";
import { judgeHome } from "./judge/home.ts";
import { judgeLegacy } from "./judge/legacy.ts";
import { judgeLimits } from "./judge/limits.ts";
import { judgeMemory } from "./judge/memory.ts";
import { judgePlace } from "./judge/place.ts";
import { judgePorts } from "./judge/ports.ts";
import { judgeInit, judgeProcesses } from "./judge/processes.ts";
import { judgeProgram } from "./judge/program.ts";
import { judgeRunLimits } from "./judge/runLimits.ts";
import { judgeService } from "./judge/service.ts";
import { judgeStored } from "./judge/stored.ts";
import { rows } from "./rows.ts";

/** The home to examine with what its daemon says, or why there is none. */
export type Patient =
  | { readonly home: string; readonly status: TreeStatus | CliError }
  | { readonly home: null; readonly why: CliError };

const loadProcesses = () => import("../../offline/doctorProcesses.ts");
const loadStore = () => import("../../offline/doctorStore.ts");
type Store = Awaited<ReturnType<typeof loadStore>>;

/** The part of the program that needs native modules, or why it can't be loaded. */
const storeOrWhy = (): Promise<Store | Error> =>
  loadStore().catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));

/** The folder whose disk a home is on: the home's own, or that in which it will be created. */
const existingFolder = (folder: string): string =>
  existsSync(folder) ? folder : existingFolder(dirname(folder));

const folderFindings = (home: string, isHeld: boolean): ReadonlyArray<Finding> => [
  ...judgeHome(homeFacts(home, isHeld)),
  ...(folderProblem(home) === null
    ? [...judgePlace(placeFacts(home)), ...judgeDisk(diskFacts(existingFolder(home)))]
    : []),
];

type Native = Awaited<ReturnType<Store["nativeModules"]>>;

const nativeOf = async (store: Store | Error): Promise<Native> =>
  store instanceof Error
    ? [{ name: "better-sqlite3", problem: store.message.split("\n")[0] ?? store.message }]
    : store.nativeModules();

const machineFindings = async (daemon: number | null, native: Native): Promise<ReadonlyArray<Finding>> => [
  ...judgeInit(initFacts()),
  ...judgeLimits(await limitFacts(daemon)),
  ...judgeMemory(memoryFacts(daemon)),
  ...judgeProgram(programFacts(__dirname, native)),
];

const homeFindings = async (
  home: string,
  status: TreeStatus | CliError,
  daemon: number | null,
  usable: Store | null,
): Promise<ReadonlyArray<Finding>> => {
  const { runsInHome, heldByOthers } = await loadProcesses();
  const isHeld = daemon !== null;
  const runs = await runsInHome(home, isHeld);
  const declared = status instanceof Error ? ((await usable?.lastTree(home)) ?? null) : status;
  const ports = portsToCheck(declared, runs.live);
  const children = declared === null ? null : pathsOf(declared);
  return [
    ...judgeDaemon(daemonFacts(home, status)),
    ...judgeService(await serviceFacts(home, daemon)),
    ...judgeProcesses(processFacts(home, runs, isHeld, children)),
    ...judgePorts({ declared: ports.length, held: await heldByOthers(home, ports) }),
    ...folderFindings(home, isHeld),
    ...(usable === null ? [] : judgeStored(await storedFacts(usable, home, isHeld))),
    ...judgeClock(await clockFacts(home, daemon, runs.live)),
  ];
};

/** Whether the daemon, or without one this process, can limit all processes of a child together, and does. */
const runLimitFindings = async (patient: Patient, daemon: number | null): Promise<ReadonlyArray<Finding>> => {
  const { findParentGroup } = await loadProcesses();
  const parent = findParentGroup(`/proc/${daemon ?? "self"}`);
  const unenforced = patient.home === null ? [] : unenforcedIn(patient.status);
  return judgeRunLimits({ problem: "problem" in parent ? parent.problem : null, unenforced });
};

/** The findings where no home is chosen: those of the machine, and of the folder where homes are created. */
const findingsWithoutHome = async (why: CliError): Promise<ReadonlyArray<Finding>> => [
  ...judgeDaemon({ kind: "no tree chosen", why: why.message }),
  ...judgeService(await serviceFacts(null, null)),
  ...folderFindings(treesFolder(), false),
  ...judgeClock(await clockFacts(null, null, [])),
];

/** The pid of the process that holds a home; null: none does. */
const daemonOf = (home: string): number | null => {
  const holder = readHolder(home);
  return holder === null || hasEnded(holder) ? null : holder.pid;
};

const order = new Map(Object.keys(rows).map((id, index) => [id, index]));

const byRow = ({ id: one }: Finding, { id: other }: Finding): number =>
  (order.get(one) ?? 0) - (order.get(other) ?? 0);

/** Make all checks, in the order of their rows. */
export const examine = async (patient: Patient): Promise<ReadonlyArray<Finding>> => {
  const store = await storeOrWhy();
  const native = await nativeOf(store);
  const daemon = patient.home === null ? null : daemonOf(patient.home);
  // Without its module, a database that is intact could not be opened either.
  const canRead = native.every(({ name, problem }) => name !== "better-sqlite3" || problem === null);
  const usable = canRead && !(store instanceof Error) ? store : null;
  const findings = [
    ...(patient.home === null
      ? await findingsWithoutHome(patient.why)
      : await homeFindings(patient.home, patient.status, daemon, usable)),
    ...judgeLegacy({ folder: treesFolder(), isHome: hasLegacyHome() }),
    ...(await machineFindings(daemon, native)),
    ...(await runLimitFindings(patient, daemon)),
  ];
  return findings.sort(byRow);
};
