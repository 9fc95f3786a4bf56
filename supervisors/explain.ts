import type { ChildState } from "../src/domain/State.ts";
import { nextDelay } from "../src/policy/backoff.ts";
import { describeExit } from "../src/policy/exit.ts";
import { recent } from "../src/policy/intensity.ts";
import { isUp, memberOf, type ServiceNode, type SupervisorNode, type TreeNode, wantedOf } from "./node.ts";
import type { Explanation } from "./Supervision.ts";
import type { Wiring } from "./wiring.ts";

/** Why a node is in its state: facts, and the same as sentences. */
export const explain = (node: TreeNode, wiring: Wiring): Explanation => {
  const { sentences, facts } =
    node.kind === "service" ? explainService(node, wiring) : explainSupervisor(node, wiring);
  const { path, state, since } = node;
  const { reason, by } = node.actor.getSnapshot().context;
  const whose = by === "system" ? "" : ` (by ${by})`;
  const opening = `${path || "The tree"} ${stateMeans[state]} since ${since}: ${reason}${whose}.`;
  return {
    path,
    state,
    sentences: [opening, ...prospects(node), ...sentences],
    facts: { since, reason, by, wanted: wantedOf(node), next_attempt_at: node.nextAttemptAt, ...facts },
  };
};

/** What comes next, and what a person can do about it. */
const prospects = (node: TreeNode): ReadonlyArray<string> => {
  const { path, state, nextAttemptAt } = node;
  const start = `\`sentinel start ${path || "/"}\``;
  const killAt = node.kind === "service" && state === "stopping" ? node.killAt : null;
  const kill = killAt === null ? [] : [`It gets SIGKILL at ${killAt}.`];
  if (wantedOf(node) === "down") return [...kill, `It is wanted down; ${start} starts it.`];
  if (nextAttemptAt !== null) return [...kill, `The next attempt is at ${nextAttemptAt}.`];
  if (state !== "failed" && state !== "stopped") return kill;
  const staysSo = state === "failed" && (node.parent === null || node.parent.state === "running");
  return staysSo ? [`It stays so until somebody starts it: ${start}.`] : whatItWaitsFor(node);
};

/** What is down above a child, or beside it in its group, that is down and not wanted so. */
const whatItWaitsFor = ({ parent }: TreeNode): ReadonlyArray<string> => {
  if (!parent) return [];
  if (parent.state === "running") return groupWaitsFor(parent);
  if (wantedOf(parent) === "up" && parent.state === "stopped" && parent.parent) return whatItWaitsFor(parent);
  const path = parent.path || "/";
  const above = `It is part of ${parent.path || "the tree"}, which ${stateMeans[parent.state]}`;
  return [
    wantedOf(parent) === "down"
      ? `${above}; \`sentinel start ${path}\` starts both.`
      : `${above}; \`sentinel explain ${path}\` says why.`,
  ];
};

const groupWaitsFor = ({ spec, children }: SupervisorNode): ReadonlyArray<string> => {
  const isGroup = spec.strategy === "one_for_all" || spec.strategy === "rest_for_one";
  const first = isGroup ? children.find(({ state }) => state === "backoff") : undefined;
  return first
    ? [`It waits for ${first.path}, which is in backoff; \`sentinel explain ${first.path}\` says until when.`]
    : [];
};

const explainService = (node: ServiceNode, wiring: Wiring) => {
  const { run, pid } = node.actor.getSnapshot().context;
  const { spec, lastExit, restarts } = node;
  const current = pid === null ? [] : [`Run ${run} has pid ${pid}.`];
  const means = `${spec.restart}: ${restartMeans[spec.restart]}`;
  const soFar = `${restarts === 0 ? "no" : restarts} automatic restart${restarts > 1 ? "s" : ""} so far`;
  return {
    sentences: [...current, ...lastRun(node), `${means}; ${soFar}.`, ...limits(node, wiring)],
    facts: {
      run,
      pid,
      restart: spec.restart,
      restarts: node.restarts,
      last_exit: lastExit,
      kill_at: node.killAt,
      ...budget(node, wiring),
    },
  };
};

/** How the last run ended; what that means is known for those that this daemon has seen end. */
const lastRun = ({ actor, lastExit }: ServiceNode): ReadonlyArray<string> => {
  const { lastEnd } = actor.getSnapshot().context;
  if (lastEnd) return [`Run ${lastEnd.run} ended: ${describeExit(lastEnd.exit)}, ${endMeans[lastEnd.kind]}.`];
  return lastExit ? [`Run ${lastExit.run} ended: ${lastExit.reason}.`] : [];
};

/** So many children in trouble are named. */
const named = 10;

const explainSupervisor = (node: SupervisorNode, wiring: Wiring) => {
  const { strategy, intensity, periodMs } = node.spec;
  const used = usedOf(node, wiring);
  const sentences = [
    `${strategy}: ${strategyMeans[strategy]}.`,
    ...instances(node),
    `${used} of ${intensity} restarts are used up in the last ${periodMs / 1000} s; one more than ${intensity} and it gives up.`,
    ...(isUp(node) ? troubles(node) : []),
  ];
  return {
    sentences: [...sentences, ...limits(node, wiring)],
    facts: { strategy, intensity, period_ms: periodMs, restarts_in_period: used },
  };
};

const instances = ({ path, spec, children }: SupervisorNode): ReadonlyArray<string> => {
  if (spec.template === null) return [];
  const count = children.length === 0 ? "no" : children.length;
  const scale = `\`sentinel scale ${path} N\` makes it N`;
  return [`It has ${count} instance${children.length === 1 ? "" : "s"}; ${scale}.`];
};

const troubles = ({ children }: SupervisorNode): ReadonlyArray<string> => {
  const troubled = children.filter(({ state }) => state !== "running" && state !== "finished");
  const more = troubled.length - named;
  return [
    ...troubled
      .slice(0, named)
      .map(
        ({ path, state, actor }) => `${path} ${stateMeans[state]}: ${actor.getSnapshot().context.reason}.`,
      ),
    ...(more > 0 ? [`${more} more are not running.`] : []),
  ];
};

/** What is left of the windows that limit a child: its own, and its supervisor's where it counts there. */
const budget = (node: TreeNode, wiring: Wiring) => {
  const member = memberOf(node);
  const { limit, onLimit } = node.spec;
  return {
    limit,
    on_limit: onLimit,
    restarts_counted:
      member && limit ? recent(member.restarts, wiring.now.monotonic(), limit.periodMs).length : null,
    supervisor_restarts_in_period: node.parent ? usedOf(node.parent, wiring) : null,
    consecutive_failures: member?.streak ?? 0,
    refused_starts: member?.refusals ?? 0,
  };
};

const limits = (node: TreeNode, wiring: Wiring): ReadonlyArray<string> => {
  const { parent } = node;
  if (!parent) return [];
  const { limit, onLimit, restart } = node.spec;
  const { restarts_counted, consecutive_failures, refused_starts } = budget(node, wiring);
  const own = limit
    ? [
        `${restarts_counted} of ${limit.restarts} restarts of its own are used up in ${limit.periodMs / 1000} s; beyond that: ${onLimit ?? "escalate"}.`,
      ]
    : [];
  const shared =
    restart !== "temporary" && (onLimit === null || onLimit === "escalate")
      ? [
          `Its failures count for ${parent.path || "the root"}: ${usedOf(parent, wiring)} of ${parent.spec.intensity} in ${parent.spec.periodMs / 1000} s.`,
        ]
      : [];
  return [...own, ...shared, ...pause(node, consecutive_failures), ...refused(refused_starts)];
};

/** The pause that another failure leads to, without its jitter. */
const pause = ({ spec, state }: TreeNode, streak: number): ReadonlyArray<string> => {
  const { delayMs } = nextDelay(spec.backoff, streak, { upMs: null }, 0.5);
  const mayFail = state === "running" || state === "starting" || state === "backoff";
  if (streak === 0 || delayMs === 0 || !mayFail) return [];
  const healthy = `before it has run for ${spec.backoff.resetAfterMs / 1000} s`;
  return [`If it fails again ${healthy}, the pause before the next start is ${delayMs / 1000} s.`];
};

const refused = (starts: number): ReadonlyArray<string> =>
  starts > 0
    ? [
        `The system has refused ${starts} start${starts === 1 ? "" : "s"} in a row, which is no failure of its own: it counts for nothing, and is tried again until it goes.`,
      ]
    : [];

const usedOf = (node: SupervisorNode, { now }: Wiring): number =>
  recent(node.actor.getSnapshot().context.window, now.monotonic(), node.spec.periodMs).length;

const stateMeans = {
  ...{ running: "is running", starting: "is starting", stopping: "is stopping", stopped: "is stopped" },
  ...{ backoff: "is in backoff", failed: "is failed", finished: "is finished" },
} as const satisfies Record<ChildState, string>;

const endMeans = { normal: "a normal end", shutdown: "a requested end", crash: "a crash" } as const;

const restartMeans = {
  permanent: "restarted whenever it ends",
  transient: "restarted only after a crash",
  temporary: "never restarted",
} as const;

const strategyMeans = {
  one_for_one: "a child that fails is restarted alone",
  one_for_all: "when one child fails, all are restarted",
  rest_for_one: "when a child fails, it and the ones after it are restarted",
  simple_one_for_one: "instances of one child, each restarted alone",
} as const;
