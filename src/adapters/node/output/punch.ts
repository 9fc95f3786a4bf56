import { execFile } from "node:child_process";
import { closeSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Live } from "./Archive.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import type { GiveBack } from "./GiveBack.ts";
import { readOrigin } from "./origin.ts";
import type { StepObserver } from "./steps.ts";

const execute = promisify(execFile);

/**
 * Give the space of a file's first `length` bytes back, while programs go on writing to it: they are read as
 * zeros from then on, and every offset stays as it is. Linux; ext4, xfs, btrfs and tmpfs can.
 */
const punch = async (file: string, length: number): Promise<void> => {
  await execute("fallocate", ["--punch-hole", "--offset", "0", "--length", String(length), file]);
};

/** Whether the system and the file system can do that. */
export const canPunch = async (directory: string): Promise<boolean> => {
  const file = join(directory, `probe-${process.pid}`);
  const descriptor = openSync(file, "w", 0o600);
  try {
    writeSync(descriptor, Buffer.alloc(64 * 1024, 1));
    await punch(file, 64 * 1024);
    return statSync(file).size === 64 * 1024;
  } catch {
    return false;
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
};

/** A file system gives whole blocks back, and may have written some ahead. */
const slack = 16 * 1024;

/** Punch what is archived out of the file, if it isn't yet. */
export const byPunching =
  (step: StepObserver): GiveBack =>
  async ({ archive }: ChildOutput, { run, stream, from }: Live) => {
    const file = archive.fileOf(run, stream);
    const stats = statSync(file, { throwIfNoEntry: false });
    const archived = from - readOrigin(file).shift;
    if (!stats || stats.blocks * 512 <= stats.size - archived + slack) return;
    await punch(file, archived);
    step("output.freed");
  };
