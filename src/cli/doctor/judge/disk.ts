import type { Finding, Row } from "../Finding.ts";

/** The file system of the home. */
export interface DiskFacts {
  readonly free: number;
  readonly total: number;
  readonly freeInodes: number;
  /** 0: the file system has no fixed number. */
  readonly inodes: number;
}

const yours = { leaves: "you choose which files to delete" };

export const diskRows = {
  space: {
    subject: "disk",
    title: "free space",
    worst: "problem",
    finds:
      "there is less free space than the reserve for output (5 % of the disk, at most 500 MB): old output is removed; a warning below twice the reserve",
    remedy: "Free some space, or keep less output (`logs:` of the children).",
    fix: yours,
  },
  inodes: {
    subject: "disk",
    title: "free inodes",
    worst: "problem",
    finds: "the file system has fewer than 1,000 inodes left: no child can be started; a warning below 5 %",
    remedy: "Remove many small files: each run takes seven.",
    fix: yours,
  },
} as const satisfies Record<string, Row>;

/** As the daemon keeps it (FreeSpaceMonitor). */
const reserveOf = (total: number): number => Math.min(total * 0.05, 500e6);

const amount = (bytes: number): string =>
  bytes >= 1e10
    ? `${Math.round(bytes / 1e9)} GB`
    : bytes >= 1e9
      ? `${(bytes / 1e9).toFixed(1)} GB`
      : `${Math.round(bytes / 1e6)} MB`;

const fewInodes = 1_000;

/** Judge the disk of the home. */
export const judgeDisk = ({ free, total, freeInodes, inodes }: DiskFacts): ReadonlyArray<Finding> => {
  const reserve = reserveOf(total);
  const hasFewInodes = freeInodes < fewInodes;
  return [
    {
      id: "space",
      found: `${amount(free)} of ${amount(total)}; ${amount(reserve)} are kept in reserve`,
      verdict: free < reserve ? "problem" : free < 2 * reserve ? "warning" : "ok",
    },
    ...(inodes === 0
      ? []
      : [
          {
            id: "inodes",
            found: `${freeInodes.toLocaleString("en")} of ${inodes.toLocaleString("en")}`,
            verdict: hasFewInodes ? "problem" : freeInodes < inodes * 0.05 ? "warning" : "ok",
          } as const,
        ]),
  ];
};
