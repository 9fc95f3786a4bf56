import type { RestartWindow } from "../../../src/domain/view/RestartWindow.ts";
import { duration, timeOfDay } from "../../time/format.ts";

/** A restart that counts at a moment: how old it is, in ms. */
interface Mark {
  readonly child: string;
  readonly at: number;
  readonly age: number;
  readonly leavesAt: number;
}

/** The restarts that count towards a limit at a moment. */
export interface Allowance {
  /** The oldest first. */
  readonly marks: ReadonlyArray<Mark>;
  readonly isUsedUp: boolean;
  /** When the oldest no longer counts, in ms since 1970; null: none counts. */
  readonly oldestLeaves: number | null;
}

/** Restarts age without another request. `now` in ms since 1970. */
export const allowanceAt = ({ counted, intensity, period_ms }: RestartWindow, now: number): Allowance => {
  const marks = counted
    .map(({ child, at, leaves_at, stands_until }) => {
      // A restart does not age while its child is in backoff.
      const reached = Math.max(now, stands_until === null ? 0 : Date.parse(stands_until));
      const age = Math.min(period_ms, Math.max(0, reached - Date.parse(at)));
      return { child, age, at: Date.parse(at), leavesAt: Date.parse(leaves_at) };
    })
    .filter(({ leavesAt }) => leavesAt > now)
    .toSorted((one, other) => one.leavesAt - other.leavesAt);
  return { marks, isUsedUp: marks.length >= intensity, oldestLeaves: marks[0]?.leavesAt ?? null };
};

/** How many more restarts exceed the limit, and the consequence. */
export const sequelOf = (
  { intensity, period_ms, beyond }: RestartWindow,
  { marks, isUsedUp, oldestLeaves }: Allowance,
): string => {
  if (isUsedUp && oldestLeaves === null) return `One failure and ${beyond.words}.`;
  if (isUsedUp) return `One more before ${timeOfDay(oldestLeaves ?? 0)} and ${beyond.words}.`;
  const more = intensity - marks.length + 1;
  return `${more} ${marks.length === 0 ? "failures" : "more"} within ${duration(period_ms)} and ${beyond.words}.`;
};

/** The drawing in words. */
export const spokenOf = (
  { period_ms }: RestartWindow,
  { marks, oldestLeaves }: Allowance,
  now: number,
): string => {
  const ages = marks.map(({ age }) => duration(age)).join(", ");
  const leaves = oldestLeaves === null ? "" : ` The oldest leaves in ${duration(oldestLeaves - now)}.`;
  const count = `${marks.length} restart${marks.length === 1 ? "" : "s"}`;
  return `${count} in the last ${duration(period_ms)}${ages === "" ? "" : `, of the ages ${ages}`}.${leaves}`;
};
