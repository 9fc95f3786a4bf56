import type { LogLine } from "../../ports/LogStore.ts";
import { CliError, exitCode } from "../client.ts";
import { atMost, parseInvocation, wholeNumber } from "../invocation.ts";
import { followLines, tellLines } from "../lineFeed.ts";
import { localTime } from "../localTime.ts";
import { parseTime } from "../parseTime.ts";
import { hasColour, paint } from "../style.ts";

/** So many of the newest lines are shown if nothing else is said. */
const customaryCount = 20;

const momentOf = (given: string | undefined, name: string): string | undefined => {
  if (given === undefined) return undefined;
  const found = parseTime(given, new Date());
  if (found) return found.toISOString();
  throw new CliError(
    exitCode.usage,
    `${name} takes a time: 10m (ago), 14:30 (today), 2026-01-31 or 2026-01-31T14:30:00Z; not "${given}"`,
  );
};

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
  const { home, json, flag, value } = invocation;
  const [path] = atMost(1, invocation, "logs [PATH] [-f] [-n N]");
  const asked = {
    path,
    stream: value("stream"),
    run: wholeNumber(value("run"), "--run"),
    since: momentOf(value("since"), "--since"),
    until: momentOf(value("until"), "--until"),
    grep: value("grep"),
  };
  // Who looks for something wants all of it; who just looks wants the end.
  const searches = asked.since ?? asked.until ?? asked.grep;
  const last = wholeNumber(value("number"), "-n") ?? (searches === undefined ? customaryCount : undefined);
  const print = printer();
  const time = flag("timestamps") ? timeBefore(hasColour(process.stdout)) : () => "";
  const tell = (line: LogLine): void =>
    print(json ? JSON.stringify(line) : `${time(line)}${prefix(line, path)}${line.text}`);
  await (flag("follow") ? followLines : tellLines)(home, { ...asked, last }, tell);
  return exitCode.done;
};

/** A function that prints lines, all that come at once in one write: archives have millions. */
const printer = (): ((line: string) => void) => {
  let waiting: Array<string> = [];
  return (line) => {
    waiting.push(line);
    if (waiting.length > 1) return;
    queueMicrotask(() => {
      process.stdout.write(`${waiting.join("\n")}\n`);
      waiting = [];
    });
  };
};

/** When a line was printed, to stand before it. */
const timeBefore =
  (coloured: boolean) =>
  ({ at }: LogLine): string =>
    `${paint(localTime(at), "dim", coloured)} `;

/** Whose line it is, unless one child was named. */
const prefix = ({ path }: LogLine, typed: string | undefined): string =>
  typed !== undefined && (path === typed || path.endsWith(`/${typed}`)) ? "" : `${path} | `;
