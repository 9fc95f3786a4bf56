import { statfsSync } from "node:fs";
import type { DiskFacts } from "../judge/disk.ts";

/** Look at the file system of a folder that exists. */
export const diskFacts = (folder: string): DiskFacts => {
  const { bavail, blocks, bsize, ffree, files } = statfsSync(folder);
  return { free: bavail * bsize, total: blocks * bsize, freeInodes: ffree, inodes: files };
};
