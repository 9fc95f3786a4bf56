import { Schema } from "effect";
import { Moment, WholeNumber } from "../query.ts";
import { document, route } from "../route.ts";
import { Entry } from "../tree/events.ts";

const exact = { exact: true } as const;
const most = 1_000;

/** Who has asked for what. */
export const auditLog = {
  audit: route({
    name: "audit",
    method: "GET",
    path: "/audit",
    summary: "What people and programs have asked for, newest first",
    description: "One page as JSON; all of it as lines of JSON, by the header `accept`.",
    role: "admin",
    query: Schema.Struct({
      /** Who has asked, or whose account it concerned: `user:ann`, `key:ci`. */
      principal: Schema.optionalWith(Schema.String, exact),
      /** What was asked for: `login`, `restart`. */
      action: Schema.optionalWith(Schema.String, exact),
      /** What became of it. */
      outcome: Schema.optionalWith(Schema.Literal("done", "failed", "refused"), exact),
      since: Schema.optionalWith(Moment, exact),
      until: Schema.optionalWith(Moment, exact),
      limit: Schema.optionalWith(
        WholeNumber.pipe(Schema.between(1, most, { message: () => `takes a number from 1 to ${most}` })),
        exact,
      ),
      /** `next` of the page before. */
      cursor: Schema.optionalWith(WholeNumber, exact),
    }),
    answer: document(Schema.Struct({ items: Schema.Array(Entry), next: Schema.NullOr(Schema.String) })),
    alternatives: ["application/x-ndjson"],
    refusals: ["JournalError"],
  }),
};
