import { Schema } from "effect";
import { Run } from "../../../src/domain/Run.ts";
import { runOutcomes } from "../../../src/domain/RunOutcome.ts";
import { runTriggers } from "../../../src/domain/RunTrigger.ts";
import { cursorOf, Limit, Moment, oneOf, Paths, pageOf } from "../query.ts";
import { document, route } from "../route.ts";

const optional = { exact: true } as const;

/** The place of the last run of a page. */
export const RunCursor = cursorOf(Schema.Struct({ at: Schema.String, number: Schema.NonNegativeInt }));

/** Which runs are wanted, of which children it may be. */
export const RunFilter = Schema.Struct({
  path: Paths,
  outcome: Schema.optionalWith(
    Schema.Array(oneOf(runOutcomes)).annotations({ description: "Only runs with one of these outcomes" }),
    optional,
  ),
  trigger: Schema.optionalWith(
    Schema.Array(oneOf(runTriggers)).annotations({ description: "Only runs that were started for this" }),
    optional,
  ),
  from: Schema.optionalWith(
    Moment.annotations({ description: "Only runs that were started at this time or later" }),
    optional,
  ),
  to: Schema.optionalWith(
    Moment.annotations({ description: "Only runs that were started at this time or before" }),
    optional,
  ),
});

/** The history of runs. */
export const runs = {
  runHistory: route({
    name: "runHistory",
    method: "GET",
    path: "/runs",
    role: "viewer",
    scope: "tree",
    summary: "List the runs of all children, or of some, newest first",
    description:
      "As far as the history goes (`retention` of the settings). While the journal can't be written, the first page has the runs that wait for it besides.",
    query: Schema.Struct({
      ...RunFilter.fields,
      limit: Schema.optionalWith(Limit, optional),
      cursor: Schema.optionalWith(RunCursor, optional),
    }),
    answer: document(Schema.Struct(pageOf(Run))),
    refusals: ["NoSuchChild", "JournalError"],
    examples: { query: { outcome: ["failed"], limit: "20" } },
  }),
  run: route({
    name: "run",
    method: "GET",
    path: "/runs/:id",
    role: "viewer",
    scope: "tree",
    summary: "Show a run",
    params: Schema.Struct({
      id: Schema.String.annotations({ description: "Its id, percent-encoded: `web%2Fapi%231%4017`" }),
    }),
    answer: document(Run),
    refusals: ["NoSuchChild", "JournalError"],
    examples: { params: { id: "web/api@4" } },
  }),
};
