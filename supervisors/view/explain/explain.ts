import type { Explanation } from "../../../src/domain/view/Explanation.ts";
import { refusals } from "../../../src/policy/allowed.ts";
import { countUp } from "../../../src/policy/health/describeGroup.ts";
import { describeExit } from "../../../src/policy/restart/exit.ts";
import { type Course, commanded, surroundingsOf } from "../../node/commanded.ts";
import {
  isUp,
  type ServiceNode,
  type SupervisorNode,
  type TreeNode,
  withDescendants,
} from "../../node/node.ts";
import type { Wiring } from "../../node/wiring.ts";
import { reasonOf } from "../../tree/saying.ts";
import type { Tree } from "../../tree/tree.ts";
import { groupStateOf } from "../groupState.ts";
import { budget, limits, usedOf } from "./limits.ts";
import { prospects } from "./prospects.ts";
import { endMeans, restartMeans, stateMeans, strategyMeans } from "./words.ts";

/** Why a node is in its state, and which commands it accepts: facts, and what matters of them as sentences. */
export const explain = ({ wiring, course }: Tree, node: TreeNode): Explanation => {
  const { sentences, facts } =
    node.kind === "service" ? explainService(node, wiring) : explainSupervisor(node, wiring);
  const { path, state, since, by, wanted, next_attempt_at, allowed } = wiring.views.of(node);
  const reason = whyNow(node);
  const whose = by === "system" ? "" : ` (by ${by})`;
  const opening = `${path || "The tree"} ${stateMeans[state]} since ${since}: ${reason}${whose}.`;
  return {
    path,
    state,
    sentences: [opening, ...prospects(node), ...sentences],
    facts: { since, reason, by, wanted, next_attempt_at, allowed, refused: refused(node, course), ...facts },
  };
};

/** The commands that are refused now, and why. */
const refused = (node: TreeNode, course: Course): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(refusals(commanded(node), surroundingsOf(course, node))).flatMap(([command, refusal]) =>
      refusal === null ? [] : [[command, refusal.message]],
    ),
  );

/** A supervisor that runs does so for what is up under it; its chart knows only how its start ended. */
const whyNow = (node: TreeNode): string =>
  node.kind === "supervisor" && node.state === "running" ? countUp(groupStateOf(node)) : reasonOf(node);

const explainService = (node: ServiceNode, wiring: Wiring) => {
  const { run, pid, restarts, last_exit, kill_at } = wiring.views.of(node);
  const { spec } = node;
  const current = pid === null ? [] : [`Run ${run} has pid ${pid}.`];
  const notRun = node.whyNotRun === null ? [] : [node.whyNotRun];
  const isGivenUp = node.state === "failed" && spec.restart !== "temporary";
  const means = `${spec.restart}: ${restartMeans[spec.restart]}${isGivenUp ? ", until it is given up" : ""}`;
  const soFar = `${restarts === 0 ? "no" : restarts} automatic restart${restarts > 1 ? "s" : ""} so far`;
  return {
    sentences: [...notRun, ...current, ...lastRun(node), `${means}; ${soFar}.`, ...limits(node, wiring)],
    facts: {
      ...{ run: run ?? 0, pid, restart: spec.restart, restarts, last_exit, kill_at },
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
    allowance(node, used),
    ...(isUp(node) ? troubles(node) : []),
  ];
  return {
    sentences: [...sentences, ...limits(node, wiring)],
    facts: { strategy, intensity, period_ms: periodMs, restarts_in_period: used },
  };
};

/** What its intensity allows, to each independent child and to the others together. */
const allowance = (node: SupervisorNode, used: number): string => {
  const { intensity, periodMs } = node.spec;
  const within = `${intensity} restart${intensity === 1 ? "" : "s"} in ${periodMs / 1000} s`;
  const isShared = sharers(node).length > 0;
  if (!isShared) return `Each child is allowed ${within}; after that it alone is given up.`;
  if (!isUp(node)) return `It allows ${within}.`;
  return `${used} of ${within} are used up; after one more than that it gives up.`;
};

/** The children whose failures count for it. */
const sharers = ({ spec: { children, template } }: SupervisorNode) =>
  (template ? [template] : children).filter(
    ({ onLimit, restart }) => restart !== "temporary" && (onLimit === null || onLimit === "escalate"),
  );

const instances = ({ path, spec, children }: SupervisorNode): ReadonlyArray<string> => {
  if (spec.template === null) return [];
  const count = children.length === 0 ? "no" : children.length;
  const scale = `\`sentinel scale ${path} N\` makes it N`;
  return [`It has ${count} instance${children.length === 1 ? "" : "s"}; ${scale}.`];
};

/** What is not up at any depth, and why; of what somebody wants down, what starts it. */
const troubles = (node: SupervisorNode): ReadonlyArray<string> => {
  const { not_up, held_down } = groupStateOf(node);
  const held = new Set(held_down.map(({ path }) => path));
  const missing = new Set([...not_up.map(({ path }) => path), ...held]);
  const troubled = withDescendants(node).filter(({ path }) => missing.has(path));
  const more = troubled.length - named;
  return [
    ...troubled.slice(0, named).map((one) => {
      const start = held.has(one.path) ? ` \`sentinel start ${one.path}\` starts it.` : "";
      return `${one.path} ${stateMeans[one.state]}: ${reasonOf(one)}.${start}`;
    }),
    ...(more > 0 ? [`${more} more are not running.`] : []),
  ];
};
