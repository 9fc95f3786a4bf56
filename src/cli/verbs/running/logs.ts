import type { LogLine } from "../../../domain/LogLine.ts";
import { optionalPaths, parseInvocation, wholeNumber } from "../../arguments/invocation.ts";
import { lookUpAnywhere, selectPaths } from "../../arguments/selectPaths.ts";
import { followLines, readLines } from "../../feed/lineFeed.ts";
import { parseTimeOption } from "../../terminal/parseTime.ts";
import { hasColour } from "../../terminal/style.ts";
import { formatLogLine } from "../../view/lines/logLine.ts";

/** How many lines are shown by default. */
const defaultCount = 20;

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    follow: { type: "boolean", short: "f" },
    number: { type: "string", short: "n" },
    stream: { type: "string" },
    run: { type: "string" },
    since: { type: "string" },
    until: { type: "string" },
    grep: { type: "string" },
    timestamps: { type: "boolean", short: "t" },
  });
  const words = optionalPaths(invocation, "logs [PATH...] [-f] [-n N]");
  const { json, flag, value } = invocation;
  const filter = {
    stream: value("stream"),
    run: wholeNumber(value("run"), "--run"),
    since: parseTimeOption(value("since"), "--since"),
    until: parseTimeOption(value("until"), "--until"),
    grep: value("grep"),
  };
  // A search shows all matches; without one, the newest lines.
  const isSearch = filter.since ?? filter.until ?? filter.grep;
  const last = wholeNumber(value("number"), "-n") ?? (isSearch === undefined ? defaultCount : undefined);
  const print = batchedPrinter();
  const formatLine = formatLogLine({
    coloured: hasColour(process.stdout),
    onlyChild: words.length === 1 ? words[0] : undefined,
    timed: flag("timestamps"),
  });
  const onLine = (line: LogLine): void => print(json ? JSON.stringify(line) : formatLine(line));
  const { daemon } = invocation;
  const { paths, code } = await selectPaths(words, lookUpAnywhere(daemon));
  await (flag("follow") ? followLines : readLines)(daemon, { path: paths, ...filter, last }, onLine);
  return code;
};

/** Print lines in batches, one write each: archives have millions of lines. */
const batchedPrinter = (): ((line: string) => void) => {
  let batch: Array<string> = [];
  return (line) => {
    batch.push(line);
    if (batch.length > 1) return;
    queueMicrotask(() => {
      process.stdout.write(`${batch.join("\n")}\n`);
      batch = [];
    });
  };
};
