import type { Probe, ProbeName, StartupProbe } from "../../src/domain/tree/ProbeSpec.ts";
import { fixedPort } from "../../src/domain/tree/ports.ts";
import type { ProbeView, ServiceView } from "../../src/domain/view/NodeView.ts";
import { describeCheck } from "../../src/policy/messages/probe.ts";
import { probesIn } from "../../src/policy/probe/health.ts";
import { withPorts } from "../../src/policy/probe/ports.ts";
import { untried } from "../../src/policy/probe/standing.ts";
import type { ServiceNode } from "../node/node.ts";

/** The declared probes of a service, the one of its start first. */
export const declaredProbes = ({ spec: { ready, probes } }: ServiceNode) => [
  ...(ready.kind === "probe" ? [{ name: "startup" as ProbeName, probe: ready.probe }] : []),
  ...probesIn(probes).flatMap((name) => {
    const probe = probes?.[name];
    return probe ? [{ name: name as ProbeName, probe }] : [];
  }),
];

/** What a probe of this service checks, with the ports of its run. */
export const checkText = (node: ServiceNode, check: Parameters<typeof describeCheck>[0]): string => {
  const { process, spec, path } = node;
  const ports = process?.ports ?? (spec.ports ?? []).flatMap((declared) => fixedPort(declared, path) ?? []);
  return describeCheck(withPorts(check, ports));
};

/** The failures at which a probe fails; null for the one of a start, which is tried until it passes. */
const thresholdOf = (probe: StartupProbe | Probe): number | null =>
  "failures" in probe ? probe.failures : null;

/** The probes of a service; left out if it declares none. */
export const probeViews = (node: ServiceNode): Pick<ServiceView, "probes"> => {
  const standings = node.actor.getSnapshot().context.probes;
  const probes = declaredProbes(node).map(({ name, probe }): ProbeView => {
    const { verdict, failures, message } = standings[name] ?? untried;
    const checks = checkText(node, probe.check);
    return { probe: name, checks, verdict, failures, fail_after: thresholdOf(probe), message };
  });
  return probes.length === 0 ? {} : { probes };
};
