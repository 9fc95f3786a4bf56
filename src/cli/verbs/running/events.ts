import { CliError, exitCode } from "../../../client/client.ts";
import { optionalPaths, parseInvocation, wholeNumber } from "../../arguments/invocation.ts";
import { lookUpAnywhere, selectPaths } from "../../arguments/selectPaths.ts";
import { followEvents, readEvents } from "../../feed/eventFeed.ts";
import { parseTimeOption } from "../../terminal/parseTime.ts";
import { eventPrinter } from "../../view/lines/eventLine.ts";

const defaultCount = 50;

const warnMissing = (upTo: number): void => {
  const kept = "only alarms, commands of users, and events of the daemon or the tree as a whole";
  process.stderr.write(`sentinel: up to event ${upTo}, ${kept} are kept\n`);
};

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    follow: { type: "boolean", short: "f" },
    number: { type: "string", short: "n" },
    since: { type: "string" },
    until: { type: "string" },
    timestamps: { type: "boolean", short: "t" },
  });
  const { json, flag, value } = invocation;
  const words = optionalPaths(invocation, "events [PATH...] [-f] [-n N]");
  const since = parseTimeOption(value("since"), "--since");
  const until = parseTimeOption(value("until"), "--until");
  if (flag("follow") && until !== undefined)
    throw new CliError(exitCode.usage, "--until ends in the past; leave it out, or leave out -f");
  const number = wholeNumber(value("number"), "-n");
  // A time range is shown completely; without one, the newest events.
  const last = number ?? (since === undefined && until === undefined ? defaultCount : undefined);
  const { daemon } = invocation;
  const { paths, code } = await selectPaths(words, lookUpAnywhere(daemon));
  const read = flag("follow") ? followEvents : readEvents;
  const print = eventPrinter(json, flag("timestamps") ? "exact" : "short");
  await read(daemon, { path: paths, last, since, until }, print, warnMissing);
  return code;
};
