import type { Explanation } from "../../../src/domain/view/Explanation.ts";
import { describeProbe, probeNouns } from "../../../src/policy/messages/probe.ts";
import type { ServiceNode } from "../../node/node.ts";
import { checkText, declaredProbes } from "../probes.ts";

/** What each probe of a service checks, what its last attempt found, and when the next one is. */
export const explainProbes = (node: ServiceNode): ReadonlyArray<string> => {
  const standings = node.actor.getSnapshot().context.probes;
  return declaredProbes(node).map(({ name, probe }) => {
    const attempts = node.attempts.get(name);
    const last = attempts?.last;
    const failed = standings[name]?.failures ?? 0;
    const found = last
      ? ` At ${last.at} it ${last.outcome === "success" ? "succeeded" : "failed"}: ${last.message}${failed > 1 ? `, ${failed} times in a row` : ""}.`
      : "";
    const next = attempts?.nextAt
      ? ` The next attempt is at ${new Date(attempts.nextAt).toISOString()}.`
      : "";
    const what = describeProbe(probe, checkText(node, probe.check));
    return `Its ${probeNouns[name]}: ${what}.${found}${next}`;
  });
};

/** How long the newest attempts of its probes took; left out before the first one. */
export const probeLatencies = ({ attempts }: ServiceNode): Pick<Explanation, "probe_latencies"> => {
  const known = [...attempts].filter(([, { recentMs }]) => recentMs.length > 0);
  return known.length === 0
    ? {}
    : { probe_latencies: known.map(([probe, { recentMs }]) => ({ probe, recent_ms: recentMs })) };
};
