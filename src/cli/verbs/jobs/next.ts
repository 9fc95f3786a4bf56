import { type CalendarProblem, isProblem } from "../../../calendar/CalendarProblem.ts";
import { horizonYears, parseCron } from "../../../calendar/cron.ts";
import { every } from "../../../calendar/every.ts";
import type { Instants } from "../../../calendar/Instants.ts";
import { type PreviewedInstant, preview } from "../../../calendar/preview.ts";
import { noSuchZone, zoneOfMachine } from "../../../calendar/zone.ts";
import { ask, CliError, exitCode } from "../../../client/client.ts";
import { parseDuration } from "../../../config/language/duration.ts";
import { atMost, type Invocation, parseInvocation, wholeNumber } from "../../arguments/invocation.ts";
import { parseTimeOption } from "../../terminal/parseTime.ts";
import { instantLines } from "../../view/lines/instantLines.ts";

const usage = "next JOB | --cron EXPR|--every D [--timezone ZONE] [--anchor T] [-n N] [--from T]";

/** How many instants are listed by default, and at most. */
const [usualCount, mostInstants] = [10, 1_000];

/** `sentinel next`: when a job is due, or a schedule that is in no file yet. Only a job needs a daemon. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    cron: { type: "string" },
    every: { type: "string" },
    timezone: { type: "string" },
    anchor: { type: "string" },
    number: { type: "string", short: "n" },
    from: { type: "string" },
  });
  const { json, value, words } = invocation;
  if (words.length > 0 && value("cron") !== undefined)
    throw new CliError(
      exitCode.usage,
      `unexpected argument "${words[0]}"; put the whole expression in quotes: --cron "30 2 * * *"`,
    );
  const [job] = atMost(1, invocation, usage);
  if (job !== undefined) return nextOfJob(job, invocation);
  const zone = value("timezone") ?? zoneOfMachine();
  const unknown = noSuchZone(zone);
  if (unknown !== null) throw refused(unknown);
  const instants = scheduleOf(value, zone);
  const count = countOf(value("number"));
  const items = preview(instants, zone, timeOf(value("from"), "--from") ?? Date.now(), count);
  print(items, zone, json);
  if (items.length < count)
    process.stderr.write(`sentinel: it is not due again within ${horizonYears} years\n`);
  return exitCode.done;
};

const print = (items: ReadonlyArray<PreviewedInstant>, zone: string, json: boolean): void => {
  if (json) process.stdout.write(`${JSON.stringify({ items })}\n`);
  else if (items.length > 0) process.stdout.write(`${instantLines(items, zone).join("\n")}\n`);
};

/** The options that describe a schedule, which a job has in its declaration. */
const ofSchedule = ["cron", "every", "timezone", "anchor"] as const;

/** The coming instants of a job, as the daemon expects them. */
const nextOfJob = async (job: string, { daemon, json, value }: Invocation): Promise<number> => {
  const foreign = ofSchedule.find((name) => value(name) !== undefined);
  if (foreign !== undefined)
    throw new CliError(
      exitCode.usage,
      `--${foreign} is for a schedule that is in no file yet, not for ${job}`,
    );
  const query = { n: countOf(value("number")), from: parseTimeOption(value("from"), "--from") };
  const { items } = await ask(daemon, "GET /jobs/:path/next", { params: { path: job }, query });
  print(items, "local", json);
  if (items.length === 0)
    process.stderr.write(
      `sentinel: ${job} expects no instant: it runs by hand, after another job, or not any more\n`,
    );
  return exitCode.done;
};

const scheduleOf = (value: (name: string) => string | undefined, zone: string): Instants => {
  const [cron, interval, anchor] = [value("cron"), value("every"), timeOf(value("anchor"), "--anchor")];
  if ((cron === undefined) === (interval === undefined))
    throw new CliError(exitCode.usage, `give one of --cron and --every; usage: sentinel ${usage}`);
  if (cron !== undefined && anchor !== undefined)
    throw new CliError(exitCode.usage, "--anchor is for --every: a cron expression has times of its own");
  const instants = cron === undefined ? every(intervalOf(interval ?? ""), anchor) : parseCron(cron, zone);
  if (isProblem(instants)) throw refused(instants);
  return instants;
};

const refused = ({ message, hint }: CalendarProblem): CliError =>
  new CliError(exitCode.usage, hint === null ? message : `${message}; ${hint}`);

const intervalOf = (text: string): number => {
  const interval = parseDuration(text);
  if (interval !== null && interval > 0) return interval;
  throw new CliError(exitCode.usage, `--every takes a duration such as 90s, 15m or 1h30m, not "${text}"`);
};

const timeOf = (text: string | undefined, name: string): number | undefined => {
  const time = parseTimeOption(text, name);
  return time === undefined ? undefined : Date.parse(time);
};

const countOf = (text: string | undefined): number => {
  const count = wholeNumber(text, "-n") ?? usualCount;
  if (count >= 1 && count <= mostInstants) return count;
  throw new CliError(exitCode.usage, `-n takes a whole number from 1 to ${mostInstants}, not "${text}"`);
};
