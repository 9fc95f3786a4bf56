import { Schema } from "effect";
import { TreeSpec } from "../../../src/domain/tree/ChildSpec.ts";
import { Applied, Plan } from "../../../src/domain/view/Plan.ts";
import { resultOfApply } from "../accounts/audit.ts";
import { cursorOf, Limit, pageOf } from "../query.ts";
import { document, route } from "../route.ts";
import { visible } from "../tree/actions.ts";

const RevisionEntry = Schema.Struct({
  /** Counts from 1. */
  number: Schema.Int,
  /** The content address of the tree: `sha256:…`. */
  revision: Schema.String,
  at: Schema.String,
  by: Schema.String,
  source: Schema.String,
  message: Schema.String,
}).annotations({ identifier: "RevisionEntry" });
const Revision = Schema.Struct({ ...RevisionEntry.fields, tree: TreeSpec }).annotations({
  identifier: "Revision",
});
const FailedApply = Schema.Struct({
  revision: Schema.String,
  at: Schema.String,
  by: Schema.String,
  source: Schema.String,
  message: Schema.String,
  error: Schema.String,
}).annotations({ identifier: "FailedApply" });
const Difference = Schema.Struct({ ...Plan.fields, from: RevisionEntry, to: RevisionEntry });
const RolledBack = Schema.Struct({ ...Applied.fields, number: Schema.Int, ...visible });

const Id = Schema.String.annotations({
  description: "A number, the beginning of a hash, `newest`, or `previous`: the newest that is another tree",
});

/** The place of the last item of a page, counted from the oldest. */
export const AgeCursor = cursorOf(Schema.Struct({ before: Schema.NonNegativeInt }));

const pageQuery = Schema.Struct({
  limit: Schema.optionalWith(Limit, { exact: true }),
  cursor: Schema.optionalWith(AgeCursor, { exact: true }),
});

/** The trees that there were, and going back to one of them. */
export const revisions = {
  revisions: route({
    name: "revisions",
    method: "GET",
    caching: "tagged",
    path: "/revisions",
    role: "viewer",
    summary: "List the revisions of the tree, the newest first",
    query: pageQuery,
    answer: document(Schema.Struct(pageOf(RevisionEntry))),
    refusals: ["JournalError"],
    examples: { query: { limit: "10" } },
  }),
  failedApplies: route({
    name: "failedApplies",
    method: "GET",
    caching: "tagged",
    path: "/failed-applies",
    role: "viewer",
    summary: "List the applies that failed, the newest first",
    query: pageQuery,
    answer: document(Schema.Struct(pageOf(FailedApply))),
    refusals: ["JournalError"],
  }),
  revision: route({
    name: "revision",
    method: "GET",
    caching: "tagged",
    path: "/revisions/:id",
    role: "viewer",
    summary: "Show a revision with its tree",
    description: "Its `ETag` is what `If-Match` takes in writes.",
    params: Schema.Struct({ id: Id }),
    answer: document(Revision),
    refusals: ["NoSuchRevision", "JournalError"],
    examples: { params: { id: "newest" } },
  }),
  revisionText: route({
    name: "revisionText",
    method: "GET",
    path: "/revisions/:id/text",
    role: "viewer",
    summary: "Show a revision as a configuration",
    description:
      "With all defaults, and without templates, variables and comments, so that two revisions can be compared line by line. Only an admin sees the values of variables.",
    params: Schema.Struct({ id: Id }),
    answer: document(
      Schema.Struct({
        number: Schema.Int,
        revision: Schema.String,
        text: Schema.String,
        /** Whether the values of variables are `(withheld)`. */
        withheld: Schema.Boolean,
      }),
    ),
    refusals: ["NoSuchRevision", "JournalError"],
    examples: { params: { id: "newest" } },
  }),
  difference: route({
    name: "difference",
    method: "GET",
    path: "/revisions/:id/diff/:other",
    role: "viewer",
    summary: "Show what differs between two revisions",
    params: Schema.Struct({ id: Id, other: Id }),
    answer: document(Difference),
    refusals: ["NoSuchRevision", "JournalError"],
    examples: { params: { id: "previous", other: "newest" } },
  }),
  rollback: route({
    name: "rollback",
    method: "POST",
    path: "/revisions/:id/rollback",
    role: "admin",
    summary: "Apply an older revision, as a new one",
    params: Schema.Struct({ id: Id }),
    answer: document(RolledBack),
    refusals: ["NoSuchRevision", "JournalError", "AnotherTree", "PreconditionFailed"],
    audit: {
      action: "rollback",
      resultOf: (applied) => resultOfApply(applied, `rolled back to revision ${applied.number}`),
    },
    examples: { params: { id: "previous" } },
  }),
};
