import { CliError, exitCode, request } from "../../../client/client.ts";
import { parseDuration } from "../../../config/language/duration.ts";
import {
  type Invocation,
  optionalPaths,
  parseInvocation,
  requireArguments,
} from "../../arguments/invocation.ts";
import { parseComingTime } from "../../terminal/parseTime.ts";
import { printAnswer } from "../../wait/commandChildren.ts";

const usage = "pause PATH... [--until T | --for D] [--reason TEXT]";

/** `sentinel pause`: nothing starts, and nothing is missed, until a time or until it is resumed. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    ...{ until: { type: "string" }, for: { type: "string" }, reason: { type: "string" } },
  });
  const paths = requireArguments(optionalPaths(invocation, usage), usage);
  const [until, reason] = [endOf(invocation), invocation.value("reason")];
  const answer = await request(invocation.daemon, "POST /actions", {
    ...{ verb: "pause", paths },
    ...(until === null ? {} : { until: until.toISOString() }),
    ...(reason === undefined ? {} : { reason }),
  });
  return printAnswer(answer, invocation.json, true);
};

/** When the pause ends by itself; null: it does not. */
const endOf = ({ value }: Invocation): Date | null => {
  const [until, length] = [value("until"), value("for")];
  if (until !== undefined && length !== undefined)
    throw new CliError(exitCode.usage, "--until and --for say the same thing; use one of them");
  if (length !== undefined && parseDuration(length) === null)
    throw new CliError(exitCode.usage, `--for takes a duration such as 30m or 2h, not "${length}"`);
  const given = until ?? length;
  if (given === undefined) return null;
  const now = new Date();
  const end = parseComingTime(given, now);
  if (end === null)
    throw new CliError(
      exitCode.usage,
      `--until takes a time: 2h (from now), 14:30, 2026-01-31 or 2026-01-31T14:30:00Z; not "${given}"`,
    );
  if (end > now) return end;
  throw new CliError(exitCode.usage, `--until takes a time to come; ${given} is over`);
};
