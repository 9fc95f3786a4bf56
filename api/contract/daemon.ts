import { Schema } from "effect";
import { document, route } from "./route.ts";
import { DaemonStatus } from "./tree/status.ts";

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
  daemons: route({
    name: "daemons",
    method: "GET",
    path: "/daemons",
    role: "viewer",
    summary: "List the trees of the same user on this machine, with the addresses of their daemons",
    description: "As their homes tell; the daemons are not asked. Each has accounts of its own.",
    answer: document(
      Schema.Struct({
        host: Schema.String,
        items: Schema.Array(
          Schema.Struct({
            name: Schema.String,
            home: Schema.String,
            /** Where it is reached over TCP, or was before it ended; null: it is not. */
            url: Schema.NullOr(Schema.String),
            state: Schema.Literal("running", "daemon killed", "stopped"),
            /** Whether it is the one that answers. */
            own: Schema.Boolean,
          }),
        ),
      }),
    ),
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
