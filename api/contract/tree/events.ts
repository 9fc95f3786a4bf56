import { Schema } from "effect";
import type { PrintedEntry } from "../../../src/domain/Event.ts";
import { cursorOf, Flag, Limit, Moment, Paths, pageOf, WholeNumber } from "../query.ts";
import { document, lines, route } from "../route.ts";

/** What every entry says, whichever version has recorded it. */
const Outline = Schema.Struct({
  seq: Schema.Int,
  at: Schema.String,
  subject: Schema.String,
  by: Schema.String,
  type: Schema.String,
});
const isOutlined = Schema.is(Outline);
const string = { type: "string" } as const;
export const Entry = Schema.declare((input: unknown): input is PrintedEntry => isOutlined(input), {
  identifier: "Event",
  description: "An entry of the journal; what else it says depends on its type",
  jsonSchema: {
    type: "object",
    required: ["seq", "at", "subject", "by", "type"],
    properties: {
      seq: { type: "integer", description: "Grows by one with each entry" },
      at: { ...string, format: "date-time" },
      subject: { ...string, description: "The path of the child; empty for the tree and the daemon" },
      by: { ...string, description: "The principal: `system`, `file`, `user:NAME`, `key:NAME`" },
      type: { ...string, examples: ["transition", "alarm", "revision", "daemon", "action"] },
      run: { type: ["integer", "null"] },
      from: string,
      to: string,
      reason: string,
      exit: {
        type: "object",
        description: "Of a transition that ends a run: its code, or its signal",
        required: ["code", "signal"],
        properties: { code: { type: ["integer", "null"] }, signal: { type: ["string", "null"] } },
      },
    },
    additionalProperties: true,
  },
});

const optional = { exact: true } as const;

/** The number of the last entry of a page. */
export const EventCursor = cursorOf(Schema.Struct({ after: Schema.NonNegativeInt }));

/** The journal: what was, and what comes. */
export const events = {
  events: route({
    name: "events",
    method: "GET",
    path: "/events",
    role: "viewer",
    scope: "tree",
    summary: "Read the journal, oldest first",
    description:
      "One page as JSON; all of it as lines of JSON or text, by the header `accept`. `follow=true` also sends new events as they happen.",
    query: Schema.Struct({
      path: Paths,
      /** The newest that many. */
      last: Schema.optionalWith(WholeNumber, optional),
      /** Those after this number. */
      after: Schema.optionalWith(WholeNumber, optional),
      since: Schema.optionalWith(Moment, optional),
      until: Schema.optionalWith(Moment, optional),
      limit: Schema.optionalWith(Limit, optional),
      cursor: Schema.optionalWith(EventCursor, optional),
      follow: Schema.optionalWith(Flag, optional),
    }),
    answer: document(
      Schema.Struct({
        ...pageOf(Entry),
        /** Some entries up to this number are no longer kept. */
        complete_after: Schema.Int,
      }),
    ),
    alternatives: ["application/x-ndjson", "text/plain"],
    refusals: ["NoSuchChild", "JournalError"],
    examples: { query: { path: ["web"], last: "20" } },
  }),
  liveEvents: route({
    name: "liveEvents",
    method: "GET",
    path: "/events/live",
    role: "viewer",
    scope: "tree",
    audience: "command line",
    summary: "Follow the journal from now on",
    query: Schema.Struct({ path: Paths }),
    answer: lines(Entry),
    refusals: ["NoSuchChild"],
  }),
};
