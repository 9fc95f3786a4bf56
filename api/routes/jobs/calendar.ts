import { Clock, Effect } from "effect";
import { type CalendarProblem, isProblem } from "../../../src/calendar/CalendarProblem.ts";
import { parseCron } from "../../../src/calendar/cron.ts";
import { every } from "../../../src/calendar/every.ts";
import type { Instants } from "../../../src/calendar/Instants.ts";
import { preview } from "../../../src/calendar/preview.ts";
import { noSuchZone, zoneOfMachine } from "../../../src/calendar/zone.ts";
import { parseDuration } from "../../../src/config/language/duration.ts";
import { BadRequest } from "../../answer/problem.ts";
import { contract } from "../../contract/contract.ts";
import { usualInstants } from "../../contract/jobs/calendar.ts";
import { handle } from "../../handle.ts";

interface Asked {
  readonly cron?: string;
  readonly every?: string;
  /** In ms since 1970. */
  readonly anchor?: number;
}

const refused = (path: string, { message, hint }: Omit<CalendarProblem, "field">): BadRequest =>
  new BadRequest({ message, errors: [{ path, message, ...(hint === null ? {} : { hint }) }] });

const scheduleOf = ({ cron, every: interval, anchor }: Asked, zone: string): Instants | BadRequest => {
  if ((cron === undefined) === (interval === undefined))
    return new BadRequest({ message: "give one of cron and every" });
  if (interval !== undefined) {
    const ms = parseDuration(interval);
    const message = `every takes a duration such as 90s, 15m or 1h30m, not "${interval}"`;
    return ms === null || ms === 0 ? refused("every", { message, hint: null }) : every(ms, anchor);
  }
  if (anchor !== undefined)
    return refused("anchor", {
      message: "anchor is for every: a cron expression has times of its own",
      hint: null,
    });
  const instants = parseCron(cron ?? "", zone);
  return isProblem(instants) ? refused("cron", instants) : instants;
};

/** Instants of schedules that are in no tree. */
export const calendar = () => ({
  calendar: handle(
    contract.calendar,
    ({ query: { timezone = zoneOfMachine(), n = usualInstants, from, ...asked } }) =>
      Effect.gen(function* () {
        const unknown = noSuchZone(timezone);
        if (unknown !== null) return yield* refused("timezone", unknown);
        const instants = scheduleOf(asked, timezone);
        if (instants instanceof BadRequest) return yield* instants;
        const after = from ?? (yield* Clock.currentTimeMillis);
        return { items: preview(instants, timezone, after, n), next: null };
      }),
  ),
});
