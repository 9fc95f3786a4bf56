import { isUp, reasonOf, type SupervisorNode } from "../../node/node.ts";
import { withDescendants } from "../../node/service/descendants.ts";
import type { Wiring } from "../../node/wiring.ts";
import { groupStateOf } from "../groupState.ts";
import type { Explained } from "./explained.ts";
import { limits, usedOf } from "./limits.ts";
import { provisionFacts, provisionSentences } from "./provision.ts";
import { quotaFacts, quotaSentences } from "./quota.ts";
import { stateMeans, strategyMeans } from "./words.ts";

/** The number of children in trouble that are named. */
const named = 10;

/** Why a supervisor is in its state: its strategy, the used part of its intensity, and the children that are down. */
export const explainSupervisor = (node: SupervisorNode, wiring: Wiring): Explained => {
  const { strategy, intensity, periodMs } = node.spec;
  const used = usedOf(node, wiring);
  const sentences = [
    `${strategy}: ${strategyMeans[strategy]}.`,
    ...instances(node),
    allowance(node, used),
    ...quotaSentences(node, wiring),
    ...provisionSentences(node),
    ...(isUp(node) ? troubles(node) : []),
  ];
  return {
    sentences: [...sentences, ...limits(node, wiring)],
    facts: {
      ...{ strategy, intensity, period_ms: periodMs, restarts_in_period: used },
      ...quotaFacts(node, wiring),
      ...provisionFacts(node),
    },
  };
};

/** The restarts that its intensity allows: to each independent child, and to the others together. */
const allowance = (node: SupervisorNode, used: number): string => {
  const { intensity, periodMs } = node.spec;
  const within = `${intensity} restart${intensity === 1 ? "" : "s"} in ${periodMs / 1000} s`;
  const isShared = sharers(node).length > 0;
  if (!isShared) return `Each child is allowed ${within}; after that it alone is given up.`;
  if (!isUp(node)) return `It allows ${within}.`;
  return `${used} of ${within} are used up; after one more than that it gives up.`;
};

/** The children whose failures count towards its intensity. */
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

/** The descendants that are not up, with the reason; for those that are wanted down, the command that starts them. */
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
