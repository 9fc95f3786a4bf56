/**
 * A chart of machines/ with the positions of a drawing, in px at scale 1. Made by `npm run charts`, in schema/charts.
 * Transitions are referred to by their index in `transitions`; an index is valid within its layout only, an id
 * everywhere.
 */
import { Schema } from "effect";

const Indexes = Schema.Array(Schema.Int);
const Point = Schema.Tuple(Schema.Number, Schema.Number);
const Anchor = Schema.Literal("start", "middle", "end");
const yes = Schema.optionalWith(Schema.Literal(true), { exact: true });
const maybe = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true });

/** A transition of the chart. */
export const LaidOutTransition = Schema.Struct({
  /** The id of the edge (machines/edges.ts). */
  id: Schema.String,
  /** The path of its state; null: the chart itself. */
  from: Schema.NullOr(Schema.String),
  /** The type of an event, `after DELAY`, or `always`. */
  event: Schema.String,
  kind: Schema.Literal("event", "after", "always", "done"),
  /** Of a timer: the name of its delay in words. */
  delay: maybe(Schema.String),
  /** The condition in words. */
  words: maybe(Schema.String),
  /** Empty: the state does not change, only actions run. */
  to: Schema.Array(Schema.String),
});
export type LaidOutTransition = typeof LaidOutTransition.Type;

/** A line of text in the box of a state. */
export const BoxText = Schema.Struct({
  kind: Schema.Literal("note", "stub", "timer"),
  text: Schema.String,
  /** The names behind "8 events noted". */
  events: maybe(Schema.Array(Schema.String)),
  x: Schema.Number,
  /** The baseline. */
  y: Schema.Number,
  w: Schema.Number,
  anchor: Anchor,
  t: Indexes,
});
export type BoxText = typeof BoxText.Type;

export const LaidOutState = Schema.Struct({
  /** The path, `stopping.asking`. */
  id: Schema.String,
  name: Schema.String,
  /** transient: the machine never rests there; drawn as a diamond without a name. */
  kind: Schema.Literal("state", "compound", "transient"),
  parent: maybe(Schema.String),
  x: Schema.Number,
  y: Schema.Number,
  w: Schema.Number,
  h: Schema.Number,
  /** Whether a timer runs in it. */
  timer: yes,
  /** Of a transient state: whether its parent begins in it. Others have an arrow in `initials`. */
  initial: yes,
  /** Where its name is: the baseline and the anchor. */
  title: maybe(Schema.Struct({ x: Schema.Number, y: Schema.Number, anchor: Anchor })),
  lines: maybe(Schema.Array(BoxText)),
  /** The transitions between its substates, which are not drawn. */
  inner: maybe(Indexes),
});
export type LaidOutState = typeof LaidOutState.Type;

/** A line of a label: the transitions that it names and its text. */
export const LabelLine = Schema.Struct({
  t: Indexes,
  spans: Schema.Array(
    Schema.Struct({ text: Schema.String, tone: Schema.Literal("event", "guard", "always", "timer") }),
  ),
});
export type LabelLine = typeof LabelLine.Type;

/** The baseline of line n is `y + 10.6 + 14 n`. */
export const Label = Schema.Struct({
  x: Schema.Number,
  y: Schema.Number,
  w: Schema.Number,
  h: Schema.Number,
  anchor: Anchor,
  /** Where the text is anchored. */
  at: Schema.Number,
  lines: Schema.Array(LabelLine),
});
export type Label = typeof Label.Type;

/** A drawn line: all transitions from one state to another. */
export const LaidOutEdge = Schema.Struct({
  /** `from > to`. */
  id: Schema.String,
  from: Schema.String,
  to: Schema.String,
  t: Indexes,
  /** Whether only timers take it; drawn dashed. */
  timer: yes,
  /** Whether its transitions belong to the parent of both states; only the line of the active one is lit. */
  projected: yes,
  /** From the border of `from` to the tip of the arrow. */
  points: Schema.Array(Point),
  labels: Schema.Array(Label),
});
export type LaidOutEdge = typeof LaidOutEdge.Type;

/** The dot and arrow of an initial state; `of` is the compound state, absent for the chart itself. */
const InitialArrow = Schema.Struct({
  of: maybe(Schema.String),
  to: Schema.String,
  points: Schema.Array(Point),
});

/** The quality measures of a layout. */
const Measured = Schema.Struct({
  crossings: Schema.Int,
  bends: Schema.Int,
  /** Of all lines, px. */
  length: Schema.Number,
  cost: Schema.Number,
});

export const ChartLayout = Schema.Struct({
  version: Schema.Literal(1),
  /** The id of the chart, `service`. */
  machine: Schema.String,
  width: Schema.Number,
  height: Schema.Number,
  /** Font sizes, and the height of a line of a label, px. */
  font: Schema.Struct({ label: Schema.Number, name: Schema.Number, line: Schema.Number }),
  transitions: Schema.Array(LaidOutTransition),
  states: Schema.Array(LaidOutState),
  edges: Schema.Array(LaidOutEdge),
  initials: Schema.Array(InitialArrow),
  /** The events that the chart handles in every state, as text below the drawing. */
  everywhere: maybe(Schema.Struct({ text: Schema.String, x: Schema.Number, y: Schema.Number, t: Indexes })),
  measured: Measured,
}).annotations({ identifier: "ChartLayout" });
export type ChartLayout = typeof ChartLayout.Type;
