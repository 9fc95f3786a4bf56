import { Schema } from "effect";
import { childStates } from "../../../src/domain/tree/State.ts";
import { commandNames } from "../../../src/domain/view/commandNames.ts";
import { CheckView, ServiceView, SupervisorView } from "../../../src/domain/view/NodeView.ts";
import type { TreeStatus } from "../../../src/domain/view/Status.ts";
import { Paths } from "../query.ts";
import { document, route } from "../route.ts";

const optional = { exact: true } as const;
const State = Schema.Literal(...childStates);

const NotRunning = Schema.Struct({ path: Schema.String, state: State, reason: Schema.String }).annotations({
  identifier: "NotRunning",
});

const ServiceStatus = Schema.Struct({
  ...ServiceView.fields,
  uptime_ms: Schema.NullOr(Schema.Number),
  /** Cores that its process and all descendants use, 1 = one core. */
  cpu: Schema.NullOr(Schema.Number),
  /** Seconds of CPU time that they have used since the start of the run. */
  cpu_seconds: Schema.optionalWith(Schema.NullOr(Schema.Number), optional),
  /** Bytes of their resident memory. A page that several of them share counts for each. */
  memory: Schema.NullOr(Schema.Number),
  /** The number of its descendants, wherever they are. */
  descendants: Schema.optionalWith(Schema.NullOr(Schema.Int), optional),
  /** Their open file descriptors; null if the system does not report them. */
  open_files: Schema.optionalWith(Schema.NullOr(Schema.Int), optional),
  /** Of its last output, the line that explains most, while it has failed. */
  last_words: Schema.optionalWith(Schema.NullOr(Schema.String), optional),
}).annotations({ identifier: "ServiceStatus" });

const SupervisorStatus = Schema.Struct({
  ...SupervisorView.fields,
  /** Restarts that count towards its intensity now. */
  restarts_in_period: Schema.Int,
  /** While it is running: what under it does not run. */
  degraded: Schema.optionalWith(Schema.Array(NotRunning), optional),
}).annotations({ identifier: "SupervisorStatus" });

/** A check is not measured. */
const CheckStatus = CheckView.annotations({ identifier: "CheckStatus" });

/** A child's view with what is measured. */
export const ChildStatus = Schema.Union(ServiceStatus, SupervisorStatus, CheckStatus).annotations({
  identifier: "ChildStatus",
});

/** How the daemon itself is; its signs may become more. */
const Health = Schema.Struct(
  { memory: Schema.Number, ailments: Schema.Array(Schema.String) },
  { key: Schema.String, value: Schema.Unknown },
).annotations({ identifier: "DaemonHealth" });

/** The daemon; what else it tells of itself may become more. */
export const DaemonStatus = Schema.Struct(
  {
    pid: Schema.Int,
    version: Schema.String,
    started_at: Schema.String,
    /** The version of Node that it runs on; of `GET /daemon` only. */
    node: Schema.optionalWith(Schema.String, optional),
    /** The folder of its home; of `GET /daemon` only, for admins. */
    home: Schema.optionalWith(Schema.String, optional),
    health: Schema.optionalWith(Health, optional),
  },
  { key: Schema.String, value: Schema.Unknown },
).annotations({ identifier: "DaemonStatus" });

const FileProblem = Schema.Struct({
  kind: Schema.Literal("invalid", "not_applied"),
  brief: Schema.String,
  message: Schema.String,
});

const Whole = Schema.Struct({
  name: Schema.String,
  revision: Schema.String,
  state: State,
  reason: Schema.String,
  next_attempt_at: Schema.NullOr(Schema.String),
  /** The commands that the root accepts now. */
  allowed: Schema.optionalWith(Schema.Array(Schema.Literal(...commandNames)), optional),
  /** While it is running: what of it does not run. */
  degraded: Schema.optionalWith(Schema.Array(NotRunning), optional),
  /** The file of the tree, and why the tree differs from it. */
  file: Schema.optionalWith(
    Schema.Struct({ source: Schema.String, problem: Schema.NullOr(FileProblem) }),
    optional,
  ),
  daemon: DaemonStatus,
  children: Schema.Array(ChildStatus),
}).annotations({ identifier: "TreeStatus" });
// The type says more of the daemon's health.
const WholeStatus = Whole as unknown as Schema.Schema<TreeStatus>;

export const status = {
  status: route({
    name: "status",
    method: "GET",
    path: "/status",
    role: "viewer",
    scope: "tree",
    summary: "Show the tree",
    description:
      "What `sentinel status --json` prints. Children are in document order, a parent before its children.",
    query: Schema.Struct({ path: Paths }),
    answer: document(WholeStatus),
    alternatives: ["text/plain"],
    refusals: ["NoSuchChild"],
    examples: { query: { path: ["web"] } },
  }),
  settled: route({
    name: "settled",
    method: "GET",
    path: "/settled",
    role: "viewer",
    audience: "command line",
    summary: "Show the tree once its first start is over",
    answer: document(WholeStatus),
    refusals: ["NotSettled"],
  }),
};
