// A daemon that can't read all of what the last one has stored, such as after an upgrade. Where the memory of the nodes was lost,
// all jobs were taken for undeclared ones and stopped for ever; where a state was, the instants since the last decision were lost.
import { describe, expect, it } from "vitest";
import type { Case } from "./jobCase.ts";
import { runOnTree } from "./wiredRun.ts";

/** A job that is due each minute and runs for so long, with an outage of three minutes; then the same once more. */
const twoOutages = (takes: string): Case => ({
  ...{ id: "unreadable", title: "two outages", from: "00:00", until: "00:20" },
  jobs: { a: { schedule: [{ every: "1m" }], runs: [{ takes, exit: 0 }] } },
  do: [
    { at: "00:05:30", do: "down", to: "00:08:30" },
    { at: "00:12:30", do: "down", to: "00:15:30" },
  ],
  expect: { ledger: {}, runs: {} },
});

describe("a daemon that can't read", () => {
  it.each([
    ["what was stored of the nodes, while nothing runs", "20s", "memories"],
    ["what was stored of the nodes, while a run goes", "2m", "memories"],
    ["the states of the jobs", "20s", "states"],
  ] as const)("%s has the same instants as one that can", async (_title, takes, unreadable) => {
    const theCase = twoOutages(takes);
    const { ledger, runs } = await runOnTree(theCase, unreadable);
    const whole = await runOnTree(theCase);
    expect(ledger).toEqual(whole.ledger);
    expect(ledger.a).toHaveLength(21);
    expect(runs).toEqual(whole.runs);
  });
});
