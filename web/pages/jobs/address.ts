import type { Period } from "../../jobs/lane/period.ts";
import { checked, oneOf, text } from "../../routes/search.ts";

/** Whether a text is a day: `2026-03-12`. */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));

/** A day is shown without being asked for. */
const others: ReadonlyArray<Exclude<Period, "day">> = ["week"];

/**
 * The search parameters of the Jobs page. `day`: the day that is shown, `2026-03-12`; `period`: `week` if its whole week is;
 * `job`: the path of the job that is shown; `run`: the id of the run whose output is shown.
 */
export const jobsAddress = ({ day, period, job, run }: Readonly<Record<string, unknown>>) => {
  const asked = text(day);
  return checked({
    day: asked !== undefined && isDay(asked) ? asked : undefined,
    period: oneOf(period, others),
    job: text(job),
    run: text(run),
  });
};
