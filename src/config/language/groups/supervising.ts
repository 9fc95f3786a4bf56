import { limits } from "../../diagnostics/limits.ts";
import { WholeNumber, wholeFrom } from "../fields/numbers.ts";
import { PositiveDuration, Size } from "../fields/units.ts";
import { oneOf } from "../fields/words.ts";
import { key, map, required } from "../keys.ts";
import { CheckKeys } from "./reporting.ts";
import { intensity } from "./supervised.ts";

const Quota = map("{ children: 50, memory: 4GB }", {
  children: key(WholeNumber, "How many services, jobs and checks may be below it; each instance counts."),
  memory: key(Size, "How much memory all processes below it may use; while they use more, none is started."),
  restarts: key(
    WholeNumber,
    "How many automatic restarts there may be below it within `period`; further ones wait until the period allows them.",
  ),
  period: key(PositiveDuration, "The sliding time window of `restarts`.", "1h"),
});

const Provision = map("{ check: { every: 1d, grace: 1h } }", {
  check: required(CheckKeys, "What is expected of each check that is created."),
  max_checks: key(wholeFrom(1, limits.children), "How many checks are created at most.", "100"),
});

/** Keys of supervisors, including the root. */
export const supervising = {
  strategy: key(
    oneOf("one_for_one", "one_for_all", "rest_for_one"),
    "Which siblings are restarted with a failed child: none, all, or those after it.",
    "one_for_one",
  ),
  ...intensity,
  auto_shutdown: key(
    oneOf("never", "any_significant", "all_significant"),
    "Whether it shuts down when significant children exit.",
    "never",
  ),
  quota: key(Quota, "What everything below it may use together."),
  provision: key(
    Provision,
    "Creates a check when a job reports under a name that is not there yet, with `?create=1` at its ping address.",
  ),
  start: key(
    oneOf("serial", "parallel"),
    "Whether each child waits until the previous one has started (serial).",
    "parallel under one_for_one, else serial",
  ),
};
