import type { CheckSpec } from "../../../src/domain/tree/ChildSpec.ts";
import type { CheckNode } from "../../node/node.ts";
import type { Wiring } from "../../node/wiring.ts";
import type { Explained } from "./explained.ts";

/** Why a check is in its state: what it expects, its last report, and what happens without one. */
export const explainCheck = (node: CheckNode, { views }: Wiring): Explained => {
  const view = views.of(node);
  const { failures, fail_after, last_report_at, expected_at, deadline_at, open_runs } = view;
  const { spec, record } = node;
  const last =
    last_report_at === null ? "No report has come yet." : `The last report came at ${last_report_at}.`;
  const next =
    open_runs > 0 && deadline_at !== null
      ? [
          `${open_runs} run${open_runs === 1 ? " is" : "s are"} open; without an end, one is overdue at ${deadline_at}.`,
        ]
      : expected_at !== null && deadline_at !== null
        ? [`The next report is expected at ${expected_at} and counts as missed at ${deadline_at}.`]
        : [];
  const count = `${failures} of ${fail_after} failure${fail_after === 1 ? "" : "s"} in a row after which it is down.`;
  const { check, paused_until } = view;
  return {
    sentences: [`It expects a report ${expectation(spec)}.`, last, ...next, count],
    facts: {
      ...{ check, failures, fail_after, last_report_at, expected_at, deadline_at, open_runs, paused_until },
      ignored_reports: record.ignored,
    },
  };
};

const seconds = (ms: number): string => `${ms / 1000} s`;

const expectation = ({ expects, graceMs, withinMs }: CheckSpec): string => {
  const when =
    "cron" in expects
      ? `at "${expects.cron}" (${expects.timezone})`
      : `every ${seconds(expects.everyMs)} after the last one`;
  const within = withinMs === null ? "" : `, and an end within ${seconds(withinMs)} of a start`;
  return `${when}, with a grace of ${seconds(graceMs)}${within}`;
};
