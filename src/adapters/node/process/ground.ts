import { mkdirSync, realpathSync } from "node:fs";
import { originalDescriptorLimit } from "./descriptorLimit.ts";
import { ForkServer } from "./forkServer.ts";
import { findLauncher, type Launcher } from "./launcher.ts";
import { bootId } from "./processTable.ts";
import { SpareDirectories } from "./spareDirectories.ts";
import { Survey } from "./survey.ts";
import { Turns } from "./turns.ts";

/** What every run of a daemon shares. */
export interface Ground {
  readonly home: string;
  readonly launcher: Launcher;
  readonly forkServer: ForkServer;
  readonly spares: SpareDirectories;
  readonly descriptorLimit: number;
  /** What tells this boot of the machine: pids and start times of another one mean nothing. */
  readonly boot: string;
  readonly survey: Survey;
  readonly beginnings: Turns;
  readonly endings: Turns;
}

/** Lay the ground under `home`. Rejects where processes can't be started the way they must. */
export const prepareGround = async (home: string): Promise<Ground> => {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  // One name, whatever the home was called on the command line: the next daemon looks for it in processes.
  const place = realpathSync(home);
  const launcher = await findLauncher();
  return {
    home: place,
    launcher,
    forkServer: new ForkServer(launcher.shell, place),
    spares: new SpareDirectories(place),
    descriptorLimit: originalDescriptorLimit(),
    boot: bootId(),
    survey: new Survey(place),
    beginnings: new Turns(),
    endings: new Turns(),
  };
};
