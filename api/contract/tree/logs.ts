import { ParseResult, Schema } from "effect";
import { LogHistogram } from "../../../src/domain/LogHistogram.ts";
import { LogLine, Place, RunName } from "../../../src/domain/LogLine.ts";
import { SearchFrame } from "../../../src/domain/LogSearch.ts";
import { LogWindow } from "../../../src/domain/LogWindow.ts";
import {
  cursorOf,
  Flag,
  Limit,
  Moment,
  Paths,
  pageOf,
  RegularExpression,
  WholeNumber,
  wholeNumberUpTo,
} from "../query.ts";
import { document, lines, route } from "../route.ts";

const optional = { exact: true } as const;

/** Lines that have positions. */
const Placed = {
  path: Paths,
  run: Schema.optionalWith(WholeNumber, optional),
  since: Schema.optionalWith(Moment, optional),
  until: Schema.optionalWith(Moment, optional),
  stream: Schema.optionalWith(
    Schema.Literal("stdout", "stderr").annotations({
      message: ({ actual }) => ({ message: `is stdout or stderr, not "${actual}"`, override: true }),
    }),
    optional,
  ),
};

/** How `grep` is meant. */
const Matching = {
  case: Schema.optionalWith(
    Schema.Literal("match", "ignore").annotations({
      description: "Whether upper and lower case are the same to `grep`; they differ by default",
      message: ({ actual }) => ({ message: `is match or ignore, not "${actual}"`, override: true }),
    }),
    optional,
  ),
  invert: Schema.optionalWith(
    Flag.annotations({ description: "Only lines that do not match `grep`" }),
    optional,
  ),
};

/** Which lines; everything that is given must hold. */
export const Selection = Schema.Struct({
  ...Placed,
  last: Schema.optionalWith(WholeNumber, optional),
  after: Schema.optionalWith(WholeNumber, optional),
  grep: Schema.optionalWith(RegularExpression, optional),
  ...Matching,
});

/** The time of the last line of a page, in ms since 1970, and the number of the last one of each child at that time. */
export const LineCursor = cursorOf(
  Schema.Struct({
    at: Schema.Number,
    seen: Schema.Record({ key: Schema.String, value: Schema.NonNegativeInt }),
  }),
);
export type LineCursor = typeof LineCursor.Type;

/** A line by its child and its number: `web/api:1234`. */
const LineName = Schema.transformOrFail(
  Schema.String,
  Schema.Struct({ path: Schema.String, seq: Schema.Number }),
  {
    strict: true,
    decode: (given, _, ast) => {
      const [, path, number] = /^(.+):(\d{1,15})$/.exec(given) ?? [];
      return path === undefined || number === undefined
        ? ParseResult.fail(
            new ParseResult.Type(
              ast,
              given,
              `takes a child and a number such as web/api:1234, not "${given}"`,
            ),
          )
        : ParseResult.succeed({ path, seq: Number(number) });
    },
    encode: ({ path, seq }) => ParseResult.succeed(`${path}:${seq}`),
  },
).annotations({ jsonSchema: { type: "string", pattern: "^.+:[0-9]+$" } });

/** How many hits of a search are sent at most, and in how many buckets lines are counted. */
const mostHits = 10_000;
export const defaultHits = 1_000;
const mostBuckets = 1_000;
export const defaultBuckets = 120;

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
      format: Schema.optionalWith(
        Schema.Literal("ndjson", "text").annotations({
          description: "For links, which have no header `accept`: lines of JSON or text",
          message: ({ actual }) => ({ message: `is ndjson or text, not "${actual}"`, override: true }),
        }),
        optional,
      ),
    }),
    answer: document(Schema.Struct(pageOf(LogLine))),
    alternatives: ["application/x-ndjson", "text/plain"],
    refusals: ["NoSuchChild"],
    examples: { query: { path: ["web/api"], last: "100", grep: "error" } },
  }),
  logWindow: route({
    name: "logWindow",
    method: "GET",
    path: "/logs/window",
    role: "viewer",
    scope: "tree",
    summary: "Read some consecutive lines by their position, at a moment, or around a line",
    description:
      "Lines are counted from the oldest that is kept, in the order of arrival. Give one of `position`, `at` and `line`; without them it has the newest lines. `before` says how many lines precede the one that is asked for. To follow from the end of the last window, give its `places` to `POST /logs/live`.",
    query: Schema.Struct({
      ...Placed,
      position: Schema.optionalWith(WholeNumber, optional),
      at: Schema.optionalWith(Moment, optional),
      line: Schema.optionalWith(LineName, optional),
      before: Schema.optionalWith(WholeNumber, optional),
      limit: Schema.optionalWith(Limit, optional),
    }),
    answer: document(LogWindow),
    refusals: ["NoSuchChild"],
    examples: { query: { path: ["web/api"], at: "2026-01-31T08:00:00Z", before: "20" } },
  }),
  searchLogs: route({
    name: "searchLogs",
    method: "GET",
    path: "/logs/search",
    role: "viewer",
    scope: "tree",
    summary: "Search the output, the newest line first, and tell how far the search is",
    description:
      "Lines of JSON: each `hit` as it is found, `progress` between them, `done` at the end, or `problem`. Beyond `limit`, hits are only counted. The search ends with the request.",
    query: Schema.Struct({
      ...Placed,
      grep: RegularExpression,
      ...Matching,
      limit: Schema.optionalWith(
        wholeNumberUpTo(mostHits, defaultHits).annotations({ description: "The most hits that are sent" }),
        optional,
      ),
    }),
    answer: lines(SearchFrame),
    refusals: ["NoSuchChild"],
    examples: { query: { path: ["web/api"], grep: "timeout|refused", case: "ignore" } },
  }),
  logHistogram: route({
    name: "logHistogram",
    method: "GET",
    path: "/logs/histogram",
    role: "viewer",
    scope: "tree",
    summary: "Count the lines of each stream by the time of their arrival",
    query: Schema.Struct({
      ...Placed,
      buckets: Schema.optionalWith(
        wholeNumberUpTo(mostBuckets, defaultBuckets).annotations({ description: "How many counts" }),
        optional,
      ),
    }),
    answer: document(LogHistogram),
    refusals: ["NoSuchChild"],
    examples: { query: { path: ["web"], buckets: "60" } },
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
