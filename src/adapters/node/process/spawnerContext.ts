import { mkdirSync, realpathSync } from "node:fs";
import type { CrashPointHook } from "../../../ports/home/CrashPoints.ts";
import { TurnQueue } from "../eventLoop/TurnQueue.ts";
import { ControlGroups } from "./controlGroup/ControlGroups.ts";
import type { EnvFileParser } from "./environment/secrets.ts";
import { PortRegistry } from "./ports/PortRegistry.ts";
import { SpareDirectories } from "./records/SpareDirectories.ts";
import { originalDescriptorLimit } from "./shim/descriptorLimit.ts";
import { ForkServer } from "./shim/ForkServer.ts";
import { findLauncher, type Launcher } from "./shim/launcher.ts";
import { ProcessScan } from "./table/ProcessScan.ts";
import { bootId } from "./table/processTable.ts";

/** What all runs of a daemon share. */
export interface SpawnerContext {
  readonly home: string;
  readonly launcher: Launcher;
  readonly forkServer: ForkServer;
  readonly spares: SpareDirectories;
  readonly descriptorLimit: number;
  /** Identifies this boot of the machine: pids and start times of another boot are meaningless. */
  readonly boot: string;
  readonly processScan: ProcessScan;
  readonly ports: PortRegistry;
  readonly controlGroups: ControlGroups;
  readonly startTurns: TurnQueue;
  readonly endTurns: TurnQueue;
  readonly parseEnvFile: EnvFileParser;
  readonly crashPoint: CrashPointHook;
}

/** What the composition root supplies; `ownProc`: the folder of /proc that tells of this process, another one in tests. */
export type SpawnerOptions = Pick<SpawnerContext, "home" | "parseEnvFile"> & { readonly ownProc?: string };

/** Prepare a home for runs. Rejects if processes can't be started the required way. */
export const makeSpawnerContext = async (
  { home, parseEnvFile, ownProc = "/proc/self" }: SpawnerOptions,
  crashPoint: CrashPointHook,
): Promise<SpawnerContext> => {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  // One name, however the home was written on the command line: the next daemon searches for it in processes.
  const realHome = realpathSync(home);
  const launcher = await findLauncher();
  return {
    home: realHome,
    launcher,
    forkServer: new ForkServer(launcher.shell, realHome, crashPoint),
    spares: new SpareDirectories(realHome, crashPoint),
    descriptorLimit: originalDescriptorLimit(),
    boot: bootId(),
    processScan: new ProcessScan(realHome),
    ports: new PortRegistry(realHome),
    controlGroups: new ControlGroups(realHome, ownProc),
    startTurns: new TurnQueue(),
    endTurns: new TurnQueue(),
    parseEnvFile,
    crashPoint,
  };
};
