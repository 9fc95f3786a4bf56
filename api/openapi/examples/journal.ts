import { at, pageOf, run, transition } from "./shared.ts";
import type { AnswerExamples } from "./types.ts";

const action = {
  seq: 18,
  at,
  subject: "web",
  by: "user:ann",
  type: "action",
  action: "restart",
  outcome: "done",
  reason: "ready (log)",
  paths: ["web/api"],
  address: "127.0.0.1",
  route: "POST /actions",
} as const;

/** What the journal, its excerpts and the history of runs answer. */
export const journalExamples = {
  events: { ...pageOf(transition), complete_after: 0 },
  runHistory: pageOf(run),
  run,
  audit: { items: [action], next: "18" },
} satisfies AnswerExamples;
