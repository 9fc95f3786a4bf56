import { Schema } from "effect";
import { ChartLayout } from "../../../src/domain/view/ChartLayout.ts";
import { document, route } from "../route.ts";

const text = Schema.String;
const perhaps = Schema.NullOr(text);

const ChartState = Schema.Struct({
  /** `stopping.asking` is a state within `stopping`. */
  path: text,
  /** `atomic` has no substates, `compound` is in one of them, `parallel` in all; `final` is never left. */
  type: Schema.Literal("atomic", "compound", "parallel", "final", "history"),
  /** The substate in which it begins; null if it has none. */
  initial: perhaps,
  description: perhaps,
});

const ChartEdge = Schema.Struct({
  /** As in the edges of transitions in the journal. */
  id: text,
  /** The state that it leaves; empty: it applies in every state. */
  source: text,
  /** An event, `after DELAY`, or `always`. */
  event: text,
  /** The condition; null if there is none. */
  guard: perhaps,
  /** Null: the state does not change, only actions run. */
  target: perhaps,
  description: perhaps,
});

const ChartDelay = Schema.Struct({
  name: text,
  /** The state in which the timer runs. */
  state: text,
  /** Null if it depends on the configuration or on earlier events. */
  ms: Schema.NullOr(Schema.Number),
});

/** A kind of node, and which chart it has. */
const Machine = Schema.Struct({
  kind: text,
  /** SHA-256 of the chart, hexadecimal: another chart has another one. */
  hash: text,
});

/** A chart as data. */
const Chart = Schema.Struct({
  ...Machine.fields,
  id: text,
  /** The state in which it begins. */
  initial: perhaps,
  states: Schema.Array(ChartState),
  /** The index in this list is the number of an edge on the live channel. */
  edges: Schema.Array(ChartEdge),
  delays: Schema.Array(ChartDelay),
  /** The same as a drawing, in px. */
  layout: ChartLayout,
}).annotations({ identifier: "Chart" });

/** The statecharts that nodes run by. */
export const machines = {
  machines: route({
    name: "machines",
    method: "GET",
    path: "/machines",
    role: "viewer",
    scope: "tree",
    summary: "List the kinds of node, with the hashes of their statecharts",
    answer: document(Schema.Struct({ items: Schema.Array(Machine), next: Schema.Null })),
    refusals: [],
  }),
  machine: route({
    name: "machine",
    method: "GET",
    path: "/machines/:kind",
    role: "viewer",
    scope: "tree",
    summary: "Show the statechart of a kind of node as data",
    description:
      "The `ETag` is the hash. With `?hash=` the answer never changes, and may be kept for good; another hash than the current one is refused with 404.",
    params: Schema.Struct({ kind: text.annotations({ description: "`service`, `supervisor`" }) }),
    query: Schema.Struct({
      hash: Schema.optionalWith(text.annotations({ description: "The hash that the chart must have" }), {
        exact: true,
      }),
    }),
    answer: document(Chart),
    refusals: ["NoSuchMachine"],
    examples: { params: { kind: "service" } },
  }),
};
