import { Schema } from "effect";
import { LogLine, Place, RunName } from "../../src/domain/LogLine.ts";
import { cursorOf, Flag, Limit, Moment, Paths, pageOf, RegularExpression, WholeNumber } from "./query.ts";
import { document, lines, route } from "./route.ts";

const optional = { exact: true } as const;

/** Which lines; everything that is given must hold. */
export const Selection = Schema.Struct({
  path: Paths,
  last: Schema.optionalWith(WholeNumber, optional),
  after: Schema.optionalWith(WholeNumber, optional),
  run: Schema.optionalWith(WholeNumber, optional),
  since: Schema.optionalWith(Moment, optional),
  until: Schema.optionalWith(Moment, optional),
  grep: Schema.optionalWith(RegularExpression, optional),
  stream: Schema.optionalWith(
    Schema.Literal("stdout", "stderr").annotations({
      message: ({ actual }) => ({ message: `is stdout or stderr, not "${actual}"`, override: true }),
    }),
    optional,
  ),
});

/** The time of the last line of a page, in ms since 1970, and the number of the last one of each child at that time. */
export const LineCursor = cursorOf(
  Schema.Struct({
    at: Schema.Number,
    seen: Schema.Record({ key: Schema.String, value: Schema.NonNegativeInt }),
  }),
);
export type LineCursor = typeof LineCursor.Type;

/** What has ended a search halfway: the last line of the answer. */
const Problem = Schema.Struct({ problem: Schema.String });

/** The place from which to resume following after the last daemon ended. */
const Resuming = Schema.Struct({
  /** The number of the last line that was had of each child, by path; null where nothing was followed before. */
  places: Schema.NullOr(Schema.Record({ key: Schema.String, value: Schema.NonNegativeInt })),
});

/** What the children have printed, and what they print. */
export const logs = {
  logs: route({
    name: "logs",
    method: "GET",
    path: "/logs",
    role: "viewer",
    scope: "tree",
    summary: "Read the output of children, in the order of arrival",
    description:
      "One page as JSON; all of it as lines of JSON or text, by the header `accept`. `follow=true` also sends new lines as they are printed; `download=true` has browsers save it as a file. A last line of JSON with `problem` says why a search has ended halfway.",
    query: Schema.Struct({
      ...Selection.fields,
      limit: Schema.optionalWith(Limit, optional),
      cursor: Schema.optionalWith(LineCursor, optional),
      follow: Schema.optionalWith(Flag, optional),
      download: Schema.optionalWith(Flag, optional),
    }),
    answer: document(Schema.Struct(pageOf(LogLine))),
    alternatives: ["application/x-ndjson", "text/plain"],
    refusals: ["NoSuchChild"],
    examples: { query: { path: ["web/api"], last: "100", grep: "error" } },
  }),
  runs: route({
    name: "runs",
    method: "GET",
    path: "/logs/runs",
    role: "viewer",
    scope: "tree",
    audience: "command line",
    summary: "List the runs of which output is kept",
    query: Schema.Struct({ path: Paths }),
    answer: document(Schema.Struct({ items: Schema.Array(RunName) })),
    refusals: ["NoSuchChild"],
  }),
  resumedLogs: route({
    name: "resumedLogs",
    method: "POST",
    path: "/logs/live",
    role: "viewer",
    scope: "tree",
    audience: "command line",
    summary: "Follow the output from where the last daemon has ended",
    query: Selection,
    body: Resuming,
    answer: lines(Schema.Union(LogLine, Place, Problem)),
    refusals: ["NoSuchChild"],
  }),
};
