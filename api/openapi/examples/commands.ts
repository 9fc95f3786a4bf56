import { running, visible } from "./shared.ts";
import type { AnswerExamples } from "./types.ts";

const outcomes = { outcomes: [{ ...running, reached: true }], ...visible };

/** What commands to children answer. */
export const commandExamples = {
  addChild: outcomes,
  removeChildren: {
    ...outcomes,
    outcomes: [{ path: "web/api", state: "stopped", reached: true, reason: "removed" }],
  },
  act: outcomes,
  preview: {
    touched: [
      { path: "web/worker", effect: "stops", because: "web stops" },
      { path: "web/api", effect: "stops", because: "web stops" },
      { path: "web", effect: "stops", because: "stopped by hand" },
    ],
    refused: [],
    sentence: "Stop web: 2 services stop, in reverse order (web/worker, web/api).",
  },
} satisfies AnswerExamples;
