import { CronDate, CronPattern } from "croner";
import type { WallTime } from "./Instants.ts";

/** The times at which a cron expression matches a clock on the wall that is never put forward or back. */
export interface WallClock {
  /** The first match at or after a time; null if there is none in 400 years. */
  readonly firstFrom: (earliest: WallTime) => WallTime | null;
}

/** A cron expression in croner's notation: five or six fields of numbers, `L`, `W` and `#`. */
interface WallPattern {
  readonly fields: string;
  /** Whether a day must match both its fields, not one of them. */
  readonly needsBothDays: boolean;
}

const second = 1_000;

/** By croner, which is given no time zone here: `cron.ts` has the rule for changes of the offset (decision 31). */
export const wallClock = ({ fields, needsBothDays }: WallPattern): WallClock => {
  const pattern = new CronPattern(fields, undefined, { mode: "5-or-6-parts" });
  // It has an entry for each of 10,000 years, and is not read where every year matches: 80 kB for each schedule.
  pattern.year = [];
  let [searchedFrom, found]: [WallTime, WallTime | null] = [Number.POSITIVE_INFINITY, null];
  return {
    firstFrom: (earliest) => {
      const isStillFirst = searchedFrom <= earliest && (found === null || earliest <= found);
      if (isStillFirst) return found;
      const start = new CronDate(new Date(earliest - second), 0);
      found = start.increment(pattern, { domAndDow: needsBothDays }, false)?.getTime() ?? null;
      searchedFrom = earliest;
      return found;
    },
  };
};
