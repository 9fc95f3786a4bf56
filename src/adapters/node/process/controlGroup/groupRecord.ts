import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OutOfMemory } from "../../../../domain/tree/Exit.ts";

/** What a run's directory has about its control group, in the file `cgroup`; a run without such limits has no such file. */
interface GroupRecord {
  /** Null: it has none. */
  readonly folder: string | null;
  /** Why its limits, or some of them, are not enforced; null if all are. */
  readonly problem: string | null;
  /** What the kernel did to it, once the run has ended and the group is about to be removed. */
  readonly ended?: { readonly outOfMemory: OutOfMemory | null };
}

const fileIn = (directory: string): string => join(directory, "cgroup");

/** The record of a run; null if it has none, or it can't be read. */
export const readGroupRecord = (directory: string): GroupRecord | null => {
  try {
    return JSON.parse(readFileSync(fileIn(directory), "utf8"));
  } catch {
    return null;
  }
};

/** Whether the run was started with limits for all of its processes together, enforced or not. */
export const isRecorded = (directory: string): boolean => existsSync(fileIn(directory));

/** Replace the record of a run. Throws the file system's error. */
export const writeGroupRecord = (directory: string, record: GroupRecord): void =>
  writeFileSync(fileIn(directory), JSON.stringify(record), { mode: 0o600 });
