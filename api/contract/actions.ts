import { Schema } from "effect";
import { allSignals } from "../../src/domain/tree/signals.ts";
import { Outcome } from "../../src/domain/view/Outcome.ts";
import { type Result, resultOfOutcomes } from "./audit.ts";
import { document, route } from "./route.ts";

/** Whether to answer only once the requested state is reached or impossible. */
export const wait = Schema.optionalWith(Schema.Boolean, { exact: true, default: () => true });

const Signal = Schema.Literal(...allSignals).annotations({
  identifier: "Signal",
  message: ({ actual }) => ({
    message: `"${actual}" is not a signal; use a name such as SIGHUP`,
    override: true,
  }),
});

/** As many as a tree may have children (docs/configuration.md). */
const maxReplicas = 10_000;
const Replicas = Schema.Int.pipe(
  Schema.between(0, maxReplicas, {
    message: ({ actual }) => `takes 0 to ${maxReplicas} instances, not ${actual}`,
  }),
);

const targets = {
  /** Children by path, unique last part or glob. */
  paths: Schema.NonEmptyArray(Schema.String),
  wait,
};

/** What is to be done to which children. */
const Command = Schema.Union(
  Schema.Struct({ verb: Schema.Literal("start"), ...targets }),
  Schema.Struct({ verb: Schema.Literal("stop"), ...targets }),
  Schema.Struct({ verb: Schema.Literal("restart"), ...targets }),
  Schema.Struct({ verb: Schema.Literal("signal"), ...targets, signal: Signal }),
  Schema.Struct({ verb: Schema.Literal("scale"), ...targets, replicas: Replicas }),
);
export type Command = typeof Command.Type;

/** When the effect of a write is visible. */
export const visible = {
  /** The number on the live channel (`/live`) at which the effect is visible. */
  seq: Schema.Int,
  /** Names the sequence of these numbers; another daemon begins a new one. */
  epoch: Schema.String,
};

export const Outcomes = Schema.Struct({ outcomes: Schema.Array(Outcome), ...visible });

const Answer = Schema.Struct({
  ...Outcomes.fields,
  /** Notes for the user, such as that the file has changed since. */
  notes: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
});

const resultOf = (answer: typeof Answer.Type, command: Command): Result =>
  command.verb === "signal" ? resultOfOutcomes(answer, { wait: true }) : resultOfOutcomes(answer, command);

/** Commands to children that are in the tree. */
export const actions = {
  act: route({
    name: "act",
    method: "POST",
    path: "/actions",
    role: "operator",
    scope: "tree",
    summary: "Start, stop, restart, signal or scale children",
    description:
      "Answers once the requested state is reached or impossible; with `wait: false`, at once. A command to a single child may be refused; of several, each has an outcome.",
    body: Command,
    answer: document(Answer),
    refusals: ["NoSuchChild", "NotPossible"],
    audit: { action: ({ verb }) => verb, resultOf },
    examples: { body: { verb: "restart", paths: ["web/*"] } },
  }),
};
