import { checked, text } from "../../routes/search.ts";
import { isDay } from "./lane/day.ts";

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
