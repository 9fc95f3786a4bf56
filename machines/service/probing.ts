import type { ProbeName } from "../../src/domain/tree/ProbeSpec.ts";
import { failureText } from "../../src/policy/messages/probe.ts";
import { probesIn } from "../../src/policy/probe/health.ts";
import { afterResult, untried } from "../../src/policy/probe/standing.ts";
import type { ServiceContext, ServiceRules } from "./context.ts";
import type { ServiceEvent } from "./events.ts";

type Probed = Extract<ServiceEvent, { type: "PROBED" }>;

/** When a probe's verdict changes. A startup probe never fails by itself: the start has a timeout. */
const thresholdsOf = ({ ready, probes }: ServiceRules, name: ProbeName) => {
  const probe = name === "startup" ? (ready.kind === "probe" ? ready.probe : undefined) : probes?.[name];
  return probe && { failures: Number.POSITIVE_INFINITY, ...probe };
};

/** The results of the probes after one more; a probe that is not declared any more has none. */
export const probesAfter = (
  { rules, probes }: Pick<ServiceContext, "rules" | "probes">,
  { probe, result }: Probed,
): ServiceContext["probes"] => {
  const thresholds = thresholdsOf(rules, probe);
  return thresholds
    ? { ...probes, [probe]: afterResult(probes[probe] ?? untried, result, thresholds) }
    : probes;
};

/** Whether a result changes anything. Most don't, and need not be sent to the chart. */
export const isNews = (context: Pick<ServiceContext, "rules" | "probes">, event: Probed): boolean =>
  probesAfter(context, event)[event.probe] !== context.probes[event.probe];

/** Whether a result makes a probe fail whose failure restarts the child. */
export const requiresRestart = (
  context: Pick<ServiceContext, "rules" | "probes">,
  event: ServiceEvent,
): boolean =>
  event.type === "PROBED" &&
  event.probe !== "startup" &&
  context.rules.probes?.[event.probe]?.action === "restart" &&
  probesAfter(context, event)[event.probe]?.verdict === "failing";

/** Why the child is unhealthy: its first failing probe; null if none fails. */
export const whyUnhealthy = ({ rules, probes }: Pick<ServiceContext, "rules" | "probes">): string | null => {
  for (const name of probesIn(rules.probes)) {
    const standing = probes[name];
    if (standing?.verdict === "failing") return failureText(name, standing);
  }
  return null;
};
