import { checked, text } from "../../routes/search.ts";

/** Whether a text is a day: `2026-03-12`. */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));

/**
 * The search parameters of the Jobs page. `day`: the day that is shown, `2026-03-12`; `job`: the path of the job that is
 * shown; `run`: the id of the run whose output is shown.
 */
export const jobsAddress = ({ day, job, run }: Readonly<Record<string, unknown>>) => {
  const asked = text(day);
  return checked({
    day: asked !== undefined && isDay(asked) ? asked : undefined,
    job: text(job),
    run: text(run),
  });
};
