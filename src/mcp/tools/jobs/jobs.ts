import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import { jobRemark, jobState } from "../../../cli/view/tree/jobLine.ts";
import type { AnswerOf } from "../../../client/routes.ts";
import { done, tool } from "../tool.ts";

type Job = AnswerOf<"GET /jobs">["items"][number];

const scheduleText = (schedule: Job["schedules"][number]): string => {
  if ("cron" in schedule) return `cron "${schedule.cron}" in ${schedule.timezone}`;
  return "at" in schedule ? `once at ${schedule.at}` : `every ${schedule.every_ms / 1_000} s`;
};

const whenOf = ({ schedules, chain }: Job): string =>
  [
    ...schedules.map(scheduleText),
    ...chain.map(({ job, on }) => `after the ${on} of ${job}`),
    ...(schedules.length + chain.length === 0 ? ["by hand only"] : []),
  ].join(", ");

const parametersOf = ({ parameters }: Job): ReadonlyArray<string> =>
  parameters.length === 0
    ? []
    : [
        `parameters: ${parameters.map(({ name, default: usual }) => (usual === null ? `${name} (must be given)` : name)).join(", ")}`,
      ];

/** A job in one line. `now`: ms since 1970. */
const jobText = (job: Job, now: number): string =>
  printable(
    [`${job.path}: ${jobState(job)}, ${jobRemark(job, now)}`, whenOf(job), ...parametersOf(job)].join("; "),
  );

export const jobs = tool({
  name: "jobs",
  title: "The jobs",
  description:
    "The jobs of the tree: commands that run at set times, by hand, or after another job. Of each: what it is doing, how its last run ended, when it is due next, its schedules and its parameters.",
  input: z.strictObject({}),
  effect: "reads",
  perform: async (_, { daemon }) => {
    const { items } = await daemon.request("GET /jobs");
    const now = Date.now();
    return done(
      items.length === 0
        ? "The tree has no jobs."
        : [
            ...items.map((job) => jobText(job, now)),
            "Next: `ledger` says what became of past times, `runs` how runs ended.",
          ].join("\n"),
    );
  },
});
