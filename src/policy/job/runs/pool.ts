import { busyJobs, jobIn, type Turn } from "../turn.ts";

/** How many slots of each pool are taken: by runs that go or are being stopped, not between two attempts. */
export const slotsInUse = (turn: Turn): Map<string, number> => {
  const used = new Map<string, number>();
  for (const job of busyJobs(turn))
    for (const { phase } of jobIn(turn, job)?.starts ?? [])
      if ("going" in phase && phase.going.pool !== null)
        used.set(phase.going.pool, (used.get(phase.going.pool) ?? 0) + 1);
  return used;
};

/** Whether a run may take a slot of the pool; a pool that is not declared has no limit. */
export const hasFreeSlot = (
  pools: Readonly<Record<string, number>>,
  used: ReadonlyMap<string, number>,
  pool: string | null,
): boolean => pool === null || (used.get(pool) ?? 0) < (pools[pool] ?? Number.POSITIVE_INFINITY);
