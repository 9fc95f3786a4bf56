import { ask, CliError, exitCode } from "../../../client/client.ts";
import { aggregations } from "../../../domain/sample/aggregations.ts";
import { type Invocation, parseInvocation } from "../../arguments/invocation.ts";
import { lookUpAnywhere, selectPaths } from "../../arguments/selectPaths.ts";
import { parseTimeOption } from "../../terminal/parseTime.ts";
import { metricLines, metricNameLines } from "../../view/lines/metricLines.ts";

const usage = "metrics [METRIC [PATH...]] [--agg WORD] [--by LABEL] [--since T] [--until T] [--step D]";

/** `sentinel metrics`: what has been measured of the children; without a metric, of what there are measurements. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    agg: { type: "string" },
    by: { type: "string" },
    label: { type: "string", multiple: true },
    since: { type: "string" },
    until: { type: "string" },
    step: { type: "string" },
  });
  const { words, rest, json, daemon } = invocation;
  const [extra] = rest;
  if (extra !== undefined)
    throw new CliError(exitCode.usage, `unexpected argument "${extra}"; usage: sentinel ${usage}`);
  const [metric, ...places] = words;
  const { paths, code } = await selectPaths(places, lookUpAnywhere(daemon));
  const answer = metric === undefined ? await names(invocation) : await history(invocation, metric, paths);
  const lines = json ? [JSON.stringify(answer)] : linesOf(answer);
  for (const line of lines) process.stdout.write(`${line}\n`);
  return code;
};

const names = ({ daemon }: Invocation) => ask(daemon, "GET /metrics/names", {});

const history = ({ daemon, value, values }: Invocation, metric: string, paths: ReadonlyArray<string>) =>
  ask(daemon, "GET /metrics", {
    query: {
      ...{ metric, subject: paths, labels: values("label"), group_by: value("by") ?? "subject" },
      ...{ agg: aggIn(value("agg")), step: value("step") },
      from: parseTimeOption(value("since"), "--since"),
      to: parseTimeOption(value("until"), "--until"),
    },
  });

type Answer = Awaited<ReturnType<typeof names>> | Awaited<ReturnType<typeof history>>;

const linesOf = (answer: Answer): ReadonlyArray<string> =>
  "items" in answer ? metricNameLines(answer.items) : metricLines(answer);

const aggIn = (given: string | undefined) => {
  if (given === undefined) return undefined;
  const found = aggregations.find((word) => word === given);
  if (found !== undefined) return found;
  throw new CliError(exitCode.usage, `--agg takes ${aggregations.join(", ")}; not "${given}"`);
};
