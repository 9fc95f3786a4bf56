import type { LogLine } from "../../ports/LogStore.ts";
import { CliError, exitCode, follow, request } from "../client.ts";
import { parseInvocation, query, wholeNumber } from "../invocation.ts";

const notYet = ["since", "until", "grep"] as const;

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { home, json, words, flag, value } = parseInvocation(typed, {
    follow: { type: "boolean", short: "f" },
    number: { type: "string", short: "n" },
    stream: { type: "string" },
    run: { type: "string" },
    since: { type: "string" },
    until: { type: "string" },
    grep: { type: "string" },
  });
  const asked = notYet.find((name) => value(name) !== undefined);
  if (asked) throw new CliError(exitCode.usage, `--${asked} is not supported by this version yet`);
  const stream = value("stream");
  if (stream !== undefined && stream !== "stdout" && stream !== "stderr") {
    throw new CliError(exitCode.usage, `--stream is stdout or stderr, not "${stream}"`);
  }
  const [path] = words;
  const which = { path, stream, run: wholeNumber(value("run"), "--run") };
  const last = wholeNumber(value("number"), "-n") ?? 20;
  const past = `/api/v1/logs${query({ ...which, last })}`;
  const { lines } = await request<{ lines: ReadonlyArray<LogLine> }>(home, "GET", past);
  const several = path === undefined || new Set(lines.map((line) => line.path)).size > 1;
  const tell = (line: LogLine): void => {
    const text = several ? `${line.path} | ${line.text}` : line.text;
    process.stdout.write(json ? `${JSON.stringify(line)}\n` : `${text}\n`);
  };
  for (const line of lines) tell(line);
  if (flag("follow")) await follow<LogLine>(home, `/api/v1/logs/live${query(which)}`, tell).ended;
  return exitCode.done;
};
