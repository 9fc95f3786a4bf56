import { Schema } from "effect";
import { document, route } from "./route.ts";
import { DaemonStatus } from "./status.ts";

/** The daemon itself: how it is, and its end, for another one or for good. */
export const daemon = {
  daemon: route({
    name: "daemon",
    method: "GET",
    path: "/daemon",
    role: "viewer",
    summary: "Show how the daemon itself is",
    description: "Its health is read every ten seconds.",
    answer: document(DaemonStatus),
    refusals: [],
  }),
  handOver: route({
    name: "handOver",
    method: "POST",
    path: "/handover",
    role: "admin",
    audience: "command line",
    summary: "Give the home to another daemon; the children go on",
    answer: document(Schema.Struct({ handed_over: Schema.Literal(true) })),
    refusals: ["JournalError", "NotPossible"],
    audit: {
      action: "hand_over",
      resultOf: () => ({ paths: [], outcome: "done", reason: "another daemon takes over" }),
    },
  }),
  shutdown: route({
    name: "shutdown",
    method: "POST",
    path: "/down",
    role: "admin",
    summary: "Stop the tree, then the daemon",
    body: Schema.Struct({ how: Schema.Literal("in_order", "at_once") }),
    answer: document(Schema.Struct({ leaving: Schema.Literal(true) })),
    refusals: [],
    audit: {
      action: "shutdown",
      resultOf: (_, { how }) => ({
        paths: [],
        outcome: "done",
        reason: how === "in_order" ? "the tree is stopped in reverse order" : "the tree is killed",
      }),
    },
    examples: { body: { how: "in_order" } },
  }),
};
