import { Schema } from "effect";
import { ledgerOutcomes } from "../../../src/domain/job/ledgerOutcomes.ts";
import { jobSettings } from "../../../src/domain/tree/JobSettings.ts";
import { JobStart } from "../../../src/domain/view/JobStart.ts";
import { ComingInstant, LedgerItem } from "../../../src/domain/view/JobView.ts";
import { JobView } from "../../../src/domain/view/NodeView.ts";
import { allOf } from "../accounts/account.ts";
import { ChildParams, cursorOf, Limit, Moment, oneOf, Paths, pageOf, WholeNumber } from "../query.ts";
import { document, route } from "../route.ts";
import { comingQuery } from "./calendar.ts";

const optional = { exact: true } as const;
const text = Schema.String;

/** A schedule of a job, as it is declared. */
const DeclaredSchedule = Schema.Union(
  Schema.Struct({ cron: text, timezone: text }),
  /** Every so many ms, counted from the anchor. */
  Schema.Struct({ every_ms: Schema.Int, anchor: text }),
  /** Once. */
  Schema.Struct({ at: text }),
);

const Job = Schema.Struct({
  ...JobView.fields,
  /** None: it runs by hand, or after another job. */
  schedules: Schema.Array(DeclaredSchedule),
  /** What happens to an instant that finds it active. */
  overlap: Schema.Literal("skip", "replace", "allow", "queue"),
  /** The pool whose slots limit how many runs go at a time; null: none. */
  pool: Schema.NullOr(text),
  /** After how many ms a run is asked to stop; null: no limit. */
  timeout_ms: jobSettings.timeoutMs,
  /** What a run by hand may set; one whose default is null must be set. */
  parameters: jobSettings.parameters,
  /** The jobs whose ends start it. */
  chain: jobSettings.chain,
}).annotations({ identifier: "Job" });

/** The place of the last row of a page. */
export const LedgerCursor = cursorOf(Schema.Struct({ at: Schema.Int, job: text }));

/** Jobs: what they do, what they expect, and what became of it. */
export const jobs = {
  jobs: route({
    name: "jobs",
    method: "GET",
    path: "/jobs",
    role: "viewer",
    scope: "tree",
    summary: "List the jobs, with what each is doing, its schedules and its parameters",
    caching: "tagged",
    answer: document(allOf(Job)),
    refusals: [],
  }),
  job: route({
    name: "job",
    method: "GET",
    path: "/jobs/:path",
    role: "viewer",
    scope: "tree",
    summary: "Show a job, as `GET /jobs` lists it",
    params: ChildParams,
    answer: document(Job),
    refusals: ["NoSuchChild", "NotPossible"],
    examples: { params: { path: "backup" } },
  }),
  nextInstants: route({
    name: "nextInstants",
    method: "GET",
    path: "/jobs/:path/next",
    role: "viewer",
    scope: "tree",
    summary: "List the coming instants of a job",
    description:
      "The instants that its schedules expect, with its jitter and within `from` and `until` of its declaration. `remark` names what is unusual about one. There are fewer items than asked for if no more are expected.",
    params: ChildParams,
    query: Schema.Struct(comingQuery),
    answer: document(allOf(ComingInstant)),
    refusals: ["NoSuchChild", "NotPossible"],
    examples: { params: { path: "backup" }, query: { n: "3" } },
  }),
  jobStart: route({
    name: "jobStart",
    method: "GET",
    path: "/jobs/:path/starts/:start",
    role: "viewer",
    scope: "tree",
    summary: "Show what a run of a job by hand waits for, and the runs of its attempts",
    description:
      "`start` is the number in the outcome of the command `run`. Once `phase` is `ended`, no attempt follows: the outcome is that of the last of `runs`, in `GET /runs/{id}`. The newest 100 starts of a job are known, as long as the daemon runs; the next daemon knows those that waited or ran when it began, with the attempts from then on.",
    params: Schema.Struct({
      ...ChildParams.fields,
      start: WholeNumber.annotations({ description: "The number of the start" }),
    }),
    answer: document(JobStart),
    refusals: ["NoSuchChild", "NotPossible"],
    examples: { params: { path: "backup", start: "3" } },
  }),
  ledger: route({
    name: "ledger",
    method: "GET",
    path: "/ledger",
    role: "viewer",
    scope: "tree",
    summary: "List what was expected of all jobs, or of some, and what became of it, newest first",
    description:
      "Each instant that the schedules of a job expected has exactly one outcome. `runs` are the numbers of its runs within the job, one for each attempt. As far as the ledger goes (`retention` of the settings).",
    query: Schema.Struct({
      path: Paths,
      outcome: Schema.optionalWith(
        oneOf(ledgerOutcomes).annotations({ description: "Only instants with this outcome" }),
        optional,
      ),
      from: Schema.optionalWith(
        Moment.annotations({ description: "Only instants at this time or later" }),
        optional,
      ),
      until: Schema.optionalWith(
        Moment.annotations({ description: "Only instants before this time" }),
        optional,
      ),
      limit: Schema.optionalWith(Limit, optional),
      cursor: Schema.optionalWith(LedgerCursor, optional),
    }),
    caching: "tagged",
    answer: document(Schema.Struct(pageOf(LedgerItem))),
    refusals: ["NoSuchChild", "JournalError"],
    examples: { query: { outcome: "missed", limit: "20" } },
  }),
};
