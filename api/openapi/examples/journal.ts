import { at, pageOf, transition } from "./shared.ts";
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

/** What the journal and its excerpts answer. */
export const journalExamples = {
  events: { ...pageOf(transition), complete_after: 0 },
  audit: { items: [action], next: "18" },
} satisfies AnswerExamples;
