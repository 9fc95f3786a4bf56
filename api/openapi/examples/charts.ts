import { chartHash } from "./shared.ts";
import type { AnswerExamples } from "./types.ts";

/** An excerpt. */
const chart = {
  kind: "service",
  hash: chartHash,
  id: "service",
  initial: "stopped",
  states: [{ path: "stopped", type: "atomic", initial: null, description: null }],
  edges: [
    {
      id: "stopped: START -> starting",
      source: "stopped",
      event: "START",
      guard: null,
      target: "starting",
      description: null,
    },
  ],
  delays: [{ name: "backoff", state: "backoff.waiting", ms: null }],
  layout: {
    version: 1,
    machine: "service",
    width: 964,
    height: 658,
    font: { label: 11, name: 13, line: 14 },
    transitions: [
      { id: "stopped: START -> starting", from: "stopped", event: "START", kind: "event", to: ["starting"] },
    ],
    states: [],
    edges: [],
    initials: [],
    measured: { crossings: 1, bends: 6, length: 3_604, cost: 108 },
  },
} as const;

/** What the routes of statecharts answer. */
export const chartExamples = {
  machines: { items: [{ kind: "service", hash: chartHash }], next: null },
  machine: chart,
} satisfies AnswerExamples;
