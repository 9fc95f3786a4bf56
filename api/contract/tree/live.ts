import { Schema } from "effect";
import { Strategy } from "../../../src/domain/tree/ChildSpec.ts";
import { childStates, healths } from "../../../src/domain/tree/State.ts";
import { commandNames } from "../../../src/domain/view/commandNames.ts";
import { jobFields } from "../../../src/domain/view/JobView.ts";
import { Lighting } from "../../../src/domain/view/Lighting.ts";
import { AwaitedView, LastExit, NodeView } from "../../../src/domain/view/NodeView.ts";
import { document, route, text } from "../route.ts";

const { Array: List, Int, NullOr, String: Text } = Schema;

/**
 * Some nodes as columns: lists of the same length, in which the same position is the same node. A field that a kind of
 * node does not have is null; what the fields mean says `NodeView`.
 */
export const NodeColumns = Schema.Struct({
  /** The number of the node on the live channel: of its path in this epoch, and for this scope. */
  i: List(Int),
  /** The number of the supervisor; null for the root, and where that is out of scope. */
  parent: List(NullOr(Int)),
  path: List(Text),
  kind: List(Schema.Literal("service", "supervisor", "check", "job")),
  strategy: List(NullOr(Strategy)),
  state: List(Schema.Literal(...childStates)),
  value: List(Text),
  since: List(Text),
  reason: List(Text),
  by: List(Text),
  wanted: List(Schema.Literal("up", "down")),
  next_attempt_at: List(NullOr(Text)),
  consecutive_failures: List(Int),
  allowed: List(List(Schema.Literal(...commandNames))),
  pid: List(NullOr(Int)),
  run: List(NullOr(Int)),
  restarts: List(NullOr(Int)),
  health: List(NullOr(Schema.Literal(...healths))),
  ports: List(NullOr(List(Schema.Struct({ name: NullOr(Text), port: Int })))),
  last_exit: List(NullOr(LastExit)),
  kill_at: List(NullOr(Text)),
  after: List(NullOr(List(AwaitedView))),
  last_run: List(jobFields.last_run),
  next_at: List(NullOr(Text)),
}).annotations({ identifier: "NodeColumns" });
export type NodeColumns = typeof NodeColumns.Type;

/** All nodes in the scope at one moment, in document order. */
export const LiveSnapshot = Schema.Struct({
  /** Names the sequence of numbers: those of another daemon mean something else. */
  epoch: Text,
  /** The number of the last change that is in it. */
  seq: Int,
  /** The hash of the chart of each kind of node (`GET /machines`). */
  machines: Schema.Record({ key: Text, value: Text }),
  nodes: NodeColumns,
}).annotations({ identifier: "LiveSnapshot" });
export type LiveSnapshot = typeof LiveSnapshot.Type;

const Id = Schema.NonNegativeInt;

/** CPU and memory of these nodes, `hz` times a second. */
const MetricsTopic = Schema.Struct({
  metrics: Schema.Struct({
    ids: List(Id).pipe(Schema.maxItems(1_000)),
    hz: Schema.optionalWith(Schema.Number.pipe(Schema.between(0.1, 2)), { exact: true, default: () => 1 }),
  }),
});
/** The lines of one service: those behind the number `from`, then what comes; without `from` only what comes. */
const LogTopic = Schema.Struct({
  log: Schema.Struct({ id: Id, from: Schema.optionalWith(Id, { exact: true }) }),
});
/** The whole view of one node and how its chart is lit, now and on each change. */
const MachineTopic = Schema.Struct({ machine: Schema.Struct({ id: Id }) });

/** What a client may listen to; `state` it always does. */
const Topic = Schema.Union(Schema.Literal("state"), MetricsTopic, LogTopic, MachineTopic);
export type Topic = typeof Topic.Type;

/** The first frame of a client. With the epoch and the number that it has, it gets what it has missed. */
export const Hello = Schema.Struct({
  hello: Schema.Literal(1),
  epoch: Schema.optionalWith(NullOr(Text), { exact: true, default: () => null }),
  seq: Schema.optionalWith(NullOr(Id), { exact: true, default: () => null }),
  topics: Schema.optionalWith(List(Topic), { exact: true, default: () => [] }),
});

/** The later frames of a client. Of each topic it has one at a time. */
export const Request = Schema.Union(
  Schema.Struct({ subscribe: Topic }),
  Schema.Struct({ unsubscribe: Schema.Literal("metrics", "log", "machine") }),
  /** Answered at once with `{"pong":…}` and the same number. */
  Schema.Struct({ ping: Schema.Int }),
);

/** What the topic `machine` tells about its node; null of both: it is gone. */
export const MachineNews = Schema.Struct({
  id: NullOr(Id),
  view: NullOr(NodeView),
  lighting: NullOr(Lighting),
});
export type MachineNews = typeof MachineNews.Type;

const optional = { exact: true } as const;

/** The live channel, and what it begins with. */
export const live = {
  state: route({
    name: "state",
    method: "GET",
    path: "/state",
    role: "viewer",
    scope: "tree",
    summary: "Show all nodes at one moment, as columns",
    description:
      "What the live channel begins with. The `ETag` is `EPOCH:SEQ`: with both, a client of the live channel gets what has happened since.",
    answer: document(LiveSnapshot),
    refusals: [],
  }),
  live: route({
    name: "live",
    method: "GET",
    path: "/live",
    role: "viewer",
    scope: "tree",
    summary: "Follow the tree over a WebSocket",
    description:
      "A request that asks for no WebSocket is refused with 400. The protocol is described in docs/live.md; frames are JSON. The answer is 101, not 200.",
    answer: text("application/json"),
    refusals: [],
  }),
  liveSse: route({
    name: "liveSse",
    method: "GET",
    path: "/live.sse",
    role: "viewer",
    scope: "tree",
    summary: "Follow the tree as server-sent events",
    description:
      "The frames of the WebSocket, one an event, whose `id` is `EPOCH:SEQ`. With the header `last-event-id` it begins with what was missed.",
    query: Schema.Struct({
      last_event_id: Schema.optionalWith(
        Text.annotations({ description: "As the header, for clients that can't set it" }),
        optional,
      ),
    }),
    answer: text("text/event-stream"),
    refusals: [],
  }),
};
