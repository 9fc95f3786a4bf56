import { Schema } from "effect";
import { CheckRun } from "../../../src/domain/stored/CheckRecord.ts";
import { CheckView } from "../../../src/domain/view/NodeView.ts";
import { allOf } from "../accounts/account.ts";
import { ChildParams } from "../query.ts";
import { document, route } from "../route.ts";

const exact = { exact: true } as const;

/** A moment of a body, ISO 8601. */
const Moment = Schema.String.pipe(
  Schema.filter((text) => !Number.isNaN(Date.parse(text)), {
    message: ({ actual }) => `takes a time such as 2026-01-31T08:00:00Z, not "${actual}"`,
  }),
);

/** The key of a check's ping address; itself it is shown only once. */
const KeyInfo = Schema.Struct({ created_at: Schema.String, created_by: Schema.String });

const Check = Schema.Struct({
  ...CheckView.fields,
  /** Who made its ping address, and when; null: it has none, or the caller may not know. */
  ping_key: Schema.NullOr(KeyInfo),
}).annotations({ identifier: "Check" });

const Run = Schema.Struct({
  run: CheckRun.fields.run,
  id: CheckRun.fields.id,
  /** As claimed by the reports; null: none was reported. */
  started_at: Schema.NullOr(Schema.String),
  ended_at: Schema.NullOr(Schema.String),
  outcome: CheckRun.fields.outcome,
}).annotations({ identifier: "CheckRun" });

const Kind = Schema.Literal("start", "success", "fail", "log");

const Report = Schema.Struct({
  at: Schema.String,
  /** When the job says that it was sent. */
  claimed_at: Schema.NullOr(Schema.String),
  kind: Kind,
  exit: Schema.NullOr(Schema.Int),
  id: Schema.NullOr(Schema.String),
  /** The text that came with it, up to 100 kB of it. */
  body: Schema.NullOr(Schema.String),
  body_size: Schema.Int,
  by: Schema.String,
}).annotations({ identifier: "CheckReport" });

/** Jobs that run elsewhere and report. A job itself reports at `/ping/KEY`. */
export const checks = {
  checks: route({
    name: "checks",
    method: "GET",
    path: "/checks",
    role: "viewer",
    scope: "tree",
    summary: "The checks: jobs that run elsewhere and report",
    answer: document(allOf(Check)),
    refusals: ["JournalError"],
  }),
  check: route({
    name: "check",
    method: "GET",
    path: "/checks/:path",
    role: "viewer",
    scope: "tree",
    summary: "A check, its runs and its newest reports",
    params: ChildParams,
    answer: document(
      Schema.Struct({
        check: Check,
        /** Newest first. */
        runs: Schema.Array(Run),
        reports: Schema.Array(Report),
      }),
    ),
    refusals: ["NoSuchChild", "NotPossible", "JournalError"],
  }),
  checkIn: route({
    name: "checkIn",
    method: "POST",
    path: "/checks/:path/reports",
    role: "operator",
    scope: "tree",
    summary: "Report for the job of a check",
    params: ChildParams,
    body: Schema.Struct({
      kind: Kind,
      /** The exit code; with it, `kind` is success or fail. */
      exit: Schema.optionalWith(Schema.Int.pipe(Schema.between(0, 255)), exact),
      /** The id of the run, used once. */
      id: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(100)), exact),
      /** When it happened, if it is reported later. */
      at: Schema.optionalWith(Moment, exact),
      body: Schema.optionalWith(Schema.String, exact),
    }),
    examples: { body: { kind: "success", id: "2026-03-02" } },
    answer: document(CheckView),
    refusals: ["NoSuchChild", "NotPossible"],
  }),
  pauseCheck: route({
    name: "pauseCheck",
    method: "POST",
    path: "/checks/:path/pause",
    role: "operator",
    scope: "tree",
    summary: "Pause a check: nothing is missed meanwhile, and reports are still counted",
    params: ChildParams,
    body: Schema.Struct({ until: Schema.optionalWith(Moment, exact) }),
    examples: { body: { until: "2026-03-02T08:00:00Z" } },
    answer: document(CheckView),
    refusals: ["NoSuchChild", "NotPossible"],
    audit: {
      action: "pause",
      resultOf: ({ path, paused_until }) => ({
        ...{ paths: [path], outcome: "done" },
        reason: paused_until === null ? "paused until it is resumed" : `paused until ${paused_until}`,
      }),
    },
  }),
  resumeCheck: route({
    name: "resumeCheck",
    method: "POST",
    path: "/checks/:path/resume",
    role: "operator",
    scope: "tree",
    summary: "End the pause of a check; the next report is expected from now on",
    params: ChildParams,
    answer: document(CheckView),
    refusals: ["NoSuchChild", "NotPossible"],
    audit: {
      action: "resume",
      resultOf: ({ path }) => ({ paths: [path], outcome: "done", reason: "resumed by hand" }),
    },
  }),
  createPingKey: route({
    name: "createPingKey",
    method: "POST",
    path: "/checks/:path/key",
    role: "operator",
    scope: "tree",
    summary: "Make the ping address of a check, in place of the one it had; it is shown in this answer only",
    description:
      "Also of a supervisor that declares `provision`: behind its address there is the name of a check, which is created with `?create=1`.",
    params: ChildParams,
    success: 201,
    answer: document(
      Schema.Struct({
        path: Schema.String,
        /** Whether the name of a check has to follow in the address. */
        by_name: Schema.Boolean,
        /** Below the address of the daemon: `/ping/KEY`. */
        ping_path: Schema.String,
        created_at: Schema.String,
      }),
    ),
    refusals: ["NoSuchChild", "NotPossible", "JournalError"],
    audit: {
      action: "create_ping_key",
      resultOf: ({ path }) => ({
        ...{ paths: [path], outcome: "done" },
        reason: "a ping address was made, in place of any other",
      }),
    },
  }),
};
