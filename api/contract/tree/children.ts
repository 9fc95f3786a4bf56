import { Schema } from "effect";
import { Run } from "../../../src/domain/Run.ts";
import { legalName } from "../../../src/domain/tree/ChildPath.ts";
import { Command } from "../../../src/domain/tree/Command.ts";
import { childStates } from "../../../src/domain/tree/State.ts";
import { Explanation } from "../../../src/domain/view/Explanation.ts";
import { NodeView } from "../../../src/domain/view/NodeView.ts";
import { Applied } from "../../../src/domain/view/Plan.ts";
import { BlastRadius } from "../../../src/domain/view/Touched.ts";
import { resultOfApply, resultOfOutcomes } from "../accounts/audit.ts";
import { ChildParams, cursorOf, Flag, Limit, Moment, pageOf } from "../query.ts";
import { document, route } from "../route.ts";
import { Outcomes, visible, wait } from "./actions.ts";
import { Entry } from "./events.ts";
import { RunCursor } from "./runs.ts";
import { ChildStatus } from "./status.ts";

const Name = Schema.String.pipe(
  Schema.pattern(legalName, {
    message: ({ actual }) =>
      `"${actual}" is not a valid name for a child: letters, digits, ".", "_" and "-", beginning with a letter or digit`,
  }),
);
/** Working directory of the added child: absolute, the folder in which `sentinel add` was typed. */
const Folder = Schema.String.pipe(
  Schema.pattern(/^\//, { message: ({ actual }) => `"${actual}" is not the absolute path of a folder` }),
);
const Addition = Schema.Struct({
  wait,
  /** The supervisor; the root by default. */
  under: Schema.optionalWith(Schema.String, { exact: true, default: () => "" }),
  name: Name,
  command: Command,
  cwd: Schema.optionalWith(Folder, { exact: true }),
});

const optional = { exact: true } as const;

/** The last path of a page. */
export const ChildCursor = cursorOf(Schema.Struct({ after: Schema.String }));

const State = Schema.Literal(...childStates).annotations({
  message: ({ actual }) => ({
    message: `is one of ${childStates.join(", ")}, not "${actual}"`,
    override: true,
  }),
});
const Kind = Schema.Literal("service", "supervisor", "check", "job").annotations({
  message: ({ actual }) => ({
    message: `is service, supervisor, check or job, not "${actual}"`,
    override: true,
  }),
});

const Exit = Schema.Struct({ code: Schema.NullOr(Schema.Int), signal: Schema.NullOr(Schema.String) });

/** One run of a child, and what of its output is kept. */
export const ChildRun = Schema.Struct({
  ...Run.fields,
  /** The state of its child while this is its newest run; otherwise the state that follows from its outcome. */
  state: Schema.Literal(...childStates),
  /** Null while it lives, and if it is unknown: `code` and `signal` in one. */
  exit: Schema.NullOr(Exit),
}).annotations({ identifier: "ChildRun" });
export type ChildRun = typeof ChildRun.Type;

/** How often runs of a child have ended. */
export const ExitCount = Schema.Struct({
  exits: Schema.NonNegativeInt,
  /** The first event of the child in the journal, or since the moment that was asked for; null: there is none. */
  since: Schema.NullOr(Schema.String),
}).annotations({ identifier: "ExitCount" });
export type ExitCount = typeof ExitCount.Type;

/** The number of the last entry of a page. */
export const HistoryCursor = cursorOf(Schema.Struct({ before: Schema.NonNegativeInt }));

const Declaration = Schema.Struct({
  path: Schema.String,
  /** The revision that it is part of. */
  revision: Schema.String,
  /** As the file says it, with every default filled in. Secrets are references. */
  declaration: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  /**
   * Where each value was written, by its keys with dots between them: a file and line, what has carried it, or `default`. Null where the tree is
   * not as its file says.
   */
  origins: Schema.NullOr(Schema.Record({ key: Schema.String, value: Schema.String })),
}).annotations({ identifier: "Declaration" });

/** The children of the tree, and what is known of one. */
export const children = {
  children: route({
    name: "children",
    method: "GET",
    caching: "tagged",
    path: "/children",
    role: "viewer",
    scope: "tree",
    summary: "List the children, by path",
    description:
      "Services and supervisors, without what is measured: `GET /status` and `GET /children/{path}` have that, too.",
    query: Schema.Struct({
      under: Schema.optionalWith(
        Schema.String.annotations({ description: "Only this child and those under it" }),
        optional,
      ),
      state: Schema.optionalWith(State, optional),
      kind: Schema.optionalWith(Kind, optional),
      q: Schema.optionalWith(
        Schema.String.annotations({ description: "Only paths that contain this text" }),
        optional,
      ),
      limit: Schema.optionalWith(Limit, optional),
      cursor: Schema.optionalWith(ChildCursor, optional),
    }),
    answer: document(Schema.Struct(pageOf(NodeView))),
    alternatives: ["text/plain"],
    refusals: ["NoSuchChild"],
    examples: { query: { state: "running", limit: "10" } },
  }),
  addChild: route({
    name: "addChild",
    method: "POST",
    path: "/children",
    role: "admin",
    scope: "tree",
    summary: "Add a service and start it",
    success: 201,
    description: "It is dropped again if it can't be started. The tree's file is not changed.",
    body: Addition,
    answer: document(Outcomes),
    refusals: ["NoSuchChild", "NotPossible"],
    audit: { action: "add", resultOf: resultOfOutcomes },
    examples: { body: { name: "extra", command: { argv: ["sleep", "60"] } } },
  }),
  removeChildren: route({
    name: "removeChildren",
    method: "DELETE",
    path: "/children",
    role: "admin",
    scope: "tree",
    summary: "Stop children and remove them from the tree",
    description: "The tree's file is not changed. Answers once they are stopped.",
    query: Schema.Struct({
      path: Schema.NonEmptyArray(Schema.String).annotations({
        description: "Children by path, unique last part or glob",
      }),
      wait: Schema.optionalWith(Flag, { exact: true, default: () => true }),
    }),
    answer: document(Outcomes),
    refusals: ["NoSuchChild", "NotPossible"],
    audit: {
      action: "remove",
      resultOf: (answer) => resultOfOutcomes(answer, { wait: true }),
    },
    examples: { query: { path: ["web/api"] } },
  }),
  child: route({
    name: "child",
    method: "GET",
    path: "/children/:path",
    role: "viewer",
    scope: "tree",
    summary: "Show a child",
    params: ChildParams,
    answer: document(ChildStatus),
    alternatives: ["text/plain"],
    refusals: ["NoSuchChild"],
    examples: { params: { path: "web/api" } },
  }),
  explain: route({
    name: "explain",
    method: "GET",
    path: "/children/:path/explain",
    role: "viewer",
    scope: "tree",
    summary: "Explain why a child is as it is",
    description: "The path `/` (`%2F`) means the tree as a whole.",
    params: ChildParams,
    answer: document(Explanation),
    alternatives: ["text/plain"],
    refusals: ["NoSuchChild"],
    examples: { params: { path: "web/api" } },
  }),
  blastRadius: route({
    name: "blastRadius",
    method: "GET",
    path: "/children/:path/blast-radius",
    role: "viewer",
    scope: "tree",
    summary: "Say what goes along if a child fails now",
    description:
      "For a service: if it crashes, as its supervisor's strategy and limits are now. For a supervisor: if it gives up. `touched` is empty if the child is not running. `POST /actions/preview` says the same of a command.",
    params: ChildParams,
    answer: document(BlastRadius),
    refusals: ["NoSuchChild", "NotPossible"],
    examples: { params: { path: "web/api" } },
  }),
  childRuns: route({
    name: "childRuns",
    method: "GET",
    path: "/children/:path/runs",
    role: "viewer",
    scope: "tree",
    summary: "List the runs of a service, the newest first",
    description:
      "Those of `GET /runs`; `output` is what of it is still kept (`GET /logs?run=`), null if nothing is.",
    params: ChildParams,
    query: Schema.Struct({
      limit: Schema.optionalWith(Limit, optional),
      cursor: Schema.optionalWith(RunCursor, optional),
    }),
    answer: document(Schema.Struct(pageOf(ChildRun))),
    refusals: ["NoSuchChild", "JournalError"],
    examples: { params: { path: "web/api" } },
  }),
  childHistory: route({
    name: "childHistory",
    method: "GET",
    path: "/children/:path/history",
    role: "viewer",
    scope: "tree",
    summary: "Read what the journal says of a child itself, the newest first",
    description:
      "Without what it says of the children under it (`GET /events`). The path `/` (`%2F`) means the tree as a whole.",
    params: ChildParams,
    query: Schema.Struct({
      limit: Schema.optionalWith(Limit, optional),
      cursor: Schema.optionalWith(HistoryCursor, optional),
    }),
    answer: document(Schema.Struct(pageOf(Entry))),
    refusals: ["NoSuchChild", "JournalError"],
    examples: { params: { path: "web/api" } },
  }),
  childExits: route({
    name: "childExits",
    method: "GET",
    path: "/children/:path/exits",
    role: "viewer",
    scope: "tree",
    summary: "Count how often runs of a child have ended",
    description:
      "As far back as the journal goes, or since a moment. Exits that nobody could learn, and those that daemons before this route recorded, are not counted.",
    params: ChildParams,
    query: Schema.Struct({ since: Schema.optionalWith(Moment, optional) }),
    answer: document(ExitCount),
    refusals: ["NoSuchChild", "JournalError"],
    examples: { params: { path: "web/api" } },
  }),
  editChild: route({
    name: "editChild",
    method: "PUT",
    path: "/children/:path/config",
    role: "admin",
    scope: "tree",
    summary: "Replace the declaration of a service that was added by hand",
    description:
      "Its declaration as `GET` shows it; what is left out has its default, and `(withheld)` in `env` stands for the value that is there. It is applied as a changed file is: only what differs is touched, and brought back if that fails. A child of the tree's file is changed there and applied (409, `declared_in_file`).",
    params: ChildParams,
    body: Schema.Struct({
      declaration: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
      message: Schema.optionalWith(Schema.String, optional),
    }),
    answer: document(Schema.Struct({ ...Applied.fields, ...visible })),
    refusals: ["NoSuchChild", "NotPossible", "PreconditionFailed", "JournalError"],
    audit: {
      action: "edit",
      resultOf: (applied, { message = "edited" }) => ({
        ...resultOfApply(applied, message),
        paths: applied.steps.map(({ path }) => path),
      }),
    },
    examples: {
      params: { path: "extra" },
      body: { declaration: { command: "sleep 120", restart: "transient" } },
    },
  }),
  declaration: route({
    name: "declaration",
    method: "GET",
    path: "/children/:path/config",
    role: "viewer",
    scope: "tree",
    summary: "Show how a child is declared, and where each value was written",
    params: ChildParams,
    answer: document(Declaration),
    refusals: ["NoSuchChild", "JournalError"],
    examples: { params: { path: "web/api" } },
  }),
};
