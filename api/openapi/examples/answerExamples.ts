import { accountExamples } from "./accounts.ts";
import { calendarExamples } from "./calendar.ts";
import { chartExamples } from "./charts.ts";
import { checkExamples } from "./checks.ts";
import { childExamples } from "./children.ts";
import { commandExamples } from "./commands.ts";
import { configurationExamples } from "./configuration.ts";
import { daemonExamples } from "./daemon.ts";
import { jobExamples } from "./jobs.ts";
import { journalExamples } from "./journal.ts";
import { outputExamples } from "./output.ts";
import { sampleExamples } from "./samples.ts";
import type { AnswerExamples } from "./types.ts";

/** An example of the answer of each route that sends JSON. */
export const answerExamples: AnswerExamples = {
  ...calendarExamples,
  ...chartExamples,
  ...childExamples,
  ...checkExamples,
  ...commandExamples,
  ...configurationExamples,
  ...jobExamples,
  ...journalExamples,
  ...outputExamples,
  ...sampleExamples,
  ...daemonExamples,
  ...accountExamples,
};
