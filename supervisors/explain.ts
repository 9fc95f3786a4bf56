import { describeExit } from "../src/policy/exit.ts";
import { recent } from "../src/policy/intensity.ts";
import { memberOf, type ServiceNode, type SupervisorNode, type TreeNode, wantedOf } from "./node.ts";
import type { Explanation } from "./Supervision.ts";
import type { Wiring } from "./wiring.ts";

/** Why a node is in its state: facts, and the same as sentences. */
export const explain = (node: TreeNode, wiring: Wiring): Explanation => {
  const { sentences, facts } =
    node.kind === "service" ? explainService(node, wiring) : explainSupervisor(node, wiring);
  const { path, state, since } = node;
  const { reason, by } = node.actor.getSnapshot().context;
  const name = path || "The tree";
  const opening = [
    `${name} is ${state} since ${since}: ${reason} (by ${by}).`,
    ...(wantedOf(node) === "down" ? [`It is wanted down; \`sentinel start ${path || "/"}\` starts it.`] : []),
    ...(node.nextAttemptAt ? [`The next attempt is at ${node.nextAttemptAt}.`] : []),
  ];
  return {
    path,
    state,
    sentences: [...opening, ...sentences],
    facts: { since, reason, by, wanted: wantedOf(node), next_attempt_at: node.nextAttemptAt, ...facts },
  };
};

const explainService = (node: ServiceNode, wiring: Wiring) => {
  const { lastEnd, run, pid } = node.actor.getSnapshot().context;
  const { spec, lastExit } = node;
  const ended =
    lastEnd &&
    `Run ${lastEnd.run} ended with ${describeExit(lastEnd.exit)}, which is ${endMeans[lastEnd.kind]}.`;
  const restarts = `${spec.restart}: ${restartMeans[spec.restart]}; ${node.restarts} automatic restarts so far.`;
  return {
    sentences: [...(ended ? [ended] : []), restarts, ...limits(node, wiring)],
    facts: {
      run,
      pid,
      restart: spec.restart,
      restarts: node.restarts,
      last_exit: lastExit,
      ...budget(node, wiring),
    },
  };
};

const explainSupervisor = (node: SupervisorNode, wiring: Wiring) => {
  const { strategy, intensity, periodMs } = node.spec;
  const used = usedOf(node, wiring);
  const troubled = node.children.filter(({ state }) => state !== "running" && state !== "finished");
  const sentences = [
    `${strategy}: ${strategyMeans[strategy]}.`,
    `${used} of ${intensity} restarts are used up in the last ${periodMs / 1000} s; one more than ${intensity} and it gives up.`,
    ...troubled.map(({ path, state }) => `${path} is ${state}.`),
  ];
  return {
    sentences: [...sentences, ...limits(node, wiring)],
    facts: { strategy, intensity, period_ms: periodMs, restarts_in_period: used },
  };
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
  const { limit, onLimit } = node.spec;
  const { restarts_counted, consecutive_failures, refused_starts } = budget(node, wiring);
  const own = limit
    ? [
        `${restarts_counted} of ${limit.restarts} restarts of its own are used up in ${limit.periodMs / 1000} s; beyond that: ${onLimit ?? "escalate"}.`,
      ]
    : [];
  const shared =
    onLimit === null || onLimit === "escalate"
      ? [
          `Its failures count for ${parent.path || "the root"}: ${usedOf(parent, wiring)} of ${parent.spec.intensity} in ${parent.spec.periodMs / 1000} s.`,
        ]
      : [];
  const streak =
    consecutive_failures > 0
      ? [`${consecutive_failures} failures in a row set the pause before its restarts.`]
      : [];
  return [...own, ...shared, ...streak, ...refused(refused_starts)];
};

const refused = (starts: number): ReadonlyArray<string> =>
  starts > 0
    ? [
        `The system has refused ${starts} start${starts === 1 ? "" : "s"} in a row, which is no failure of its own: it counts for nothing, and is tried again until it goes.`,
      ]
    : [];

const usedOf = (node: SupervisorNode, { now }: Wiring): number =>
  recent(node.actor.getSnapshot().context.window, now.monotonic(), node.spec.periodMs).length;

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
