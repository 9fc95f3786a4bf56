import { commandLine } from "../../actions/commandLine.ts";
import type { HistoryOf } from "../../api/metrics.ts";
import { type MetricsAddress, usualRange } from "./address.ts";
import { isFixed, spanOf } from "./time.ts";

/** What a plot with a line for each child shows, as a command for a terminal. `now` in ms since 1970. */
export const commandOf = (
  { metric, subject, agg }: Omit<HistoryOf, "isTogether">,
  address: MetricsAddress,
  now: number,
): string => {
  const { from, to } = spanOf(address, now);
  const times = isFixed(address)
    ? ["--since", new Date(from).toISOString(), "--until", new Date(to).toISOString()]
    : ["--since", address.range ?? usualRange];
  return commandLine("metrics", metric, ...subject, "--agg", agg, ...times);
};
