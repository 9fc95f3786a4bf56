import { closeSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import type { LiveRange } from "../archive/Archive.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";
import { readOrigin } from "../files/origin.ts";
import { punchHole } from "./punchHole.ts";
import type { Reclaim } from "./Reclaim.ts";

/** Whether the system and the file system support hole punching. */
export const canPunch = async (directory: string): Promise<boolean> => {
  const file = join(directory, `probe-${process.pid}`);
  const descriptor = openSync(file, "w", 0o600);
  try {
    writeSync(descriptor, Buffer.alloc(64 * 1024, 1));
    await punchHole(file, 64 * 1024);
    return statSync(file).size === 64 * 1024;
  } catch {
    return false;
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
};

/** File systems free whole blocks and may preallocate some. */
const slack = 16 * 1024;

/** Punch a hole where the output is archived, unless there is one already. */
export const reclaimByPunching =
  (crashPoint: CrashPointHook): Reclaim =>
  async ({ archive }: ChildOutput, { run, stream, from }: LiveRange) => {
    const file = archive.fileOf(run, stream);
    const stats = statSync(file, { throwIfNoEntry: false });
    const archived = from - readOrigin(file).shift;
    if (!stats || stats.blocks * 512 <= stats.size - archived + slack) return;
    await punchHole(file, archived);
    crashPoint("output.freed");
  };
