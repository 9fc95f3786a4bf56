import { at, pageOf } from "./shared.ts";
import type { AnswerExamples } from "./types.ts";

const line = {
  seq: 164,
  at,
  path: "web/api",
  run: 3,
  stream: "stderr",
  text: "no space left on device",
} as const;

const placed = { ...line, position: 163 } as const;

/** What the routes of the output answer. */
export const outputExamples = {
  logs: pageOf(line),
  logWindow: {
    items: [placed],
    ...{ from: 163, end: 164, total: 164, target: 163, edition: "k3x91", places: { "web/api": 164 } },
    ...{ oldest: at, newest: at, unfinished: [] },
  },
  searchLogs: { hit: placed },
  logHistogram: { from: 1_769_846_400_000, to: 1_769_846_403_000, stdout: [4, 0, 2], stderr: [0, 1, 0] },
} satisfies AnswerExamples;
