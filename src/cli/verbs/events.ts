import { exitCode } from "../client.ts";
import { followEvents, tellEvents } from "../eventFeed.ts";
import { eventTeller } from "../eventLine.ts";
import { atMost, parseInvocation, wholeNumber } from "../invocation.ts";

const customaryCount = 50;

const tellMissing = (upTo: number): void => {
  const stays = "only alarms, what people did, and what concerns the daemon or its tree as a whole";
  process.stderr.write(`sentinel: of the events up to number ${upTo}, ${stays}, is kept\n`);
};

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    follow: { type: "boolean", short: "f" },
    number: { type: "string", short: "n" },
  });
  const { home, json, flag, value } = invocation;
  const [path] = atMost(1, invocation, "events [-f] [PATH] [-n N]");
  const last = wholeNumber(value("number"), "-n") ?? customaryCount;
  const tell = flag("follow") ? followEvents : tellEvents;
  await tell(home, { path, last }, eventTeller(json), tellMissing);
  return exitCode.done;
};
