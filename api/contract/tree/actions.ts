import { Schema } from "effect";
import { allSignals } from "../../../src/domain/tree/signals.ts";
import { Outcome } from "../../../src/domain/view/Outcome.ts";
import { BlastRadius } from "../../../src/domain/view/Touched.ts";
import { type Result, resultOfOutcomes } from "../accounts/audit.ts";
import { document, route } from "../route.ts";

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

/** Children by path, unique last part or glob. */
const targets = { paths: Schema.NonEmptyArray(Schema.String) };

/** What is to be done to which children; `answers`: when the command answers. */
const commandWith = <Fields extends Schema.Struct.Fields>(answers: Fields) =>
  Schema.Union(
    Schema.Struct({ verb: Schema.Literal("start"), ...targets, ...answers }),
    Schema.Struct({ verb: Schema.Literal("stop"), ...targets, ...answers }),
    Schema.Struct({ verb: Schema.Literal("restart"), ...targets, ...answers }),
    Schema.Struct({ verb: Schema.Literal("reload"), ...targets, ...answers }),
    Schema.Struct({ verb: Schema.Literal("signal"), ...targets, ...answers, signal: Signal }),
    Schema.Struct({ verb: Schema.Literal("scale"), ...targets, ...answers, replicas: Replicas }),
  );

const TreeCommand = commandWith({ wait });
export type TreeCommand = typeof TreeCommand.Type;

const optional = { exact: true } as const;

/** What is to be done to which jobs, or to checks where that is possible. Answers at once. */
const JobCommand = Schema.Union(
  Schema.Struct({
    verb: Schema.Literal("run"),
    ...targets,
    wait,
    /** The values of its parameters; the others have their defaults. */
    parameters: Schema.optionalWith(Schema.Record({ key: Schema.String, value: Schema.String }), {
      ...optional,
      default: () => ({}),
    }),
  }),
  Schema.Struct({
    verb: Schema.Literal("pause"),
    ...targets,
    wait,
    /** A time, or a duration from now; left out: until it is resumed. */
    until: Schema.optionalWith(Schema.String, optional),
    /** Why, for those who look at it. */
    reason: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(1_000)), optional),
  }),
  Schema.Struct({ verb: Schema.Literal("resume"), ...targets, wait }),
  Schema.Struct({ verb: Schema.Literal("skip_next"), ...targets, wait }),
);
export type JobCommand = typeof JobCommand.Type;

const Command = Schema.Union(...TreeCommand.members, ...JobCommand.members);
export type Command = typeof Command.Type;

const Intended = commandWith({});
export type Intended = typeof Intended.Type;

/** What a command would do, if it were carried out now. */
const Preview = Schema.Struct({
  ...BlastRadius.fields,
  /** The named children to which it would be refused. */
  refused: Schema.Array(Schema.Struct({ path: Schema.String, reason: Schema.String })),
}).annotations({ identifier: "Preview" });

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

/** The commands whose outcome is known at once. */
const waitsAlways: ReadonlySet<Command["verb"]> = new Set([
  "signal",
  "reload",
  "run",
  "pause",
  "resume",
  "skip_next",
]);

const resultOf = (answer: typeof Answer.Type, command: Command): Result =>
  waitsAlways.has(command.verb)
    ? resultOfOutcomes(answer, { wait: true })
    : resultOfOutcomes(answer, command);

/** Commands to children that are in the tree. */
export const actions = {
  act: route({
    name: "act",
    method: "POST",
    path: "/actions",
    role: "operator",
    scope: "tree",
    summary:
      "Start, stop, restart, reload, signal or scale children; run, pause, resume jobs or skip their next instant",
    description:
      "Answers once the requested state is reached or impossible; with `wait: false`, at once. A command to a single child may be refused; of several, each has an outcome. A reload is answered once it is done.\n\n`run` starts a run of a job now, or puts it in the line of the job; its outcome names the run, and the answer does not wait for its end. `pause` and `resume` take checks too, and a group stands for all jobs and checks in it; `until` is a time (`2026-01-31T08:00:00Z`) or a duration from now (`2h`). `skip_next` skips the next instant of a job that is not skipped yet.",
    body: Command,
    answer: document(Answer),
    refusals: ["NoSuchChild", "NotPossible"],
    audit: { action: ({ verb }) => verb, resultOf },
    examples: { body: { verb: "restart", paths: ["web/*"] } },
  }),
  preview: route({
    name: "preview",
    method: "POST",
    path: "/actions/preview",
    role: "operator",
    scope: "tree",
    summary: "Say what a command would do, without doing it",
    description:
      "The body is that of `POST /actions` without `wait`. Answers with each child that the command would touch, what happens to it and why, decided by the functions that the tree itself decides by, on the state that it has now. A child that is refused does not make the request fail: it is in `refused`.",
    body: Intended,
    answer: document(Preview),
    refusals: ["NoSuchChild"],
    examples: { body: { verb: "stop", paths: ["web"] } },
  }),
};
