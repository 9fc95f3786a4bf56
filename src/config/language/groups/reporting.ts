import { wholeFrom } from "../fields/numbers.ts";
import { Text } from "../fields/text.ts";
import { Duration, PositiveDuration } from "../fields/units.ts";
import { key, map, required } from "../keys.ts";

/** What a check expects. `every` or `cron` is required, which is checked apart. */
export const CheckKeys = map("{ every: 1h, grace: 10m }", {
  every: key(PositiveDuration, "A report is expected this long after the last end of a run."),
  cron: key(Text, "A report is expected at the times of this cron expression."),
  timezone: key(Text, "The time zone of `cron`, such as Europe/Berlin.", "UTC"),
  grace: key(Duration, "How long after the expected time a report may come.", "5m"),
  within: key(PositiveDuration, "How long a run may take after its start was reported.", "`grace`"),
  fail_after: key(wholeFrom(1, 1000), "The number of failures in a row at which it goes down.", "1"),
});

export const check = required(
  CheckKeys,
  "What is expected of a job that runs elsewhere and reports: when, and how late it may be.",
);
