import { useQuery } from "@tanstack/react-query";
import type { Explanation } from "../../../src/domain/view/Explanation.ts";
import type { ProbeView } from "../../../src/domain/view/NodeView.ts";
import { explanationQuery } from "../../api/child.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import type { ShownState } from "../../live/shownState.ts";
import { useWatched } from "../../live/useLive.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { latencyBox, latencyPath, latencySummary } from "./latency.ts";

const names: Readonly<Record<ProbeView["probe"], string>> = {
  startup: "Startup",
  ready: "Readiness",
  live: "Liveness",
};

const marks: Readonly<Record<ProbeView["verdict"], ShownState>> = {
  passing: "running",
  failing: "unhealthy",
  unknown: "unknown",
};

/** How often the lengths of attempts are read again, in ms. */
const refreshInterval = 5_000;

/** The probes of a service with the results of this run; nothing for a service without probes. */
export const Probes = ({ node }: { readonly node: NodeRecord }) => {
  const view = useWatched(node.i)?.view;
  const probes = view?.kind === "service" ? (view.probes ?? []) : [];
  const { data } = useQuery({
    ...explanationQuery(node.path),
    enabled: probes.length > 0,
    refetchInterval: refreshInterval,
  });
  if (probes.length === 0) return null;
  return (
    <Panel title="Probes" meta="of this run">
      <ul className="probes">
        {probes.map((probe) => (
          <Probe
            key={probe.probe}
            probe={probe}
            recent={data?.probe_latencies?.find((one) => one.probe === probe.probe)?.recent_ms ?? none}
          />
        ))}
      </ul>
    </Panel>
  );
};

type Recent = NonNullable<Explanation["probe_latencies"]>[number]["recent_ms"];

const none: Recent = [];

interface ProbeProps {
  readonly probe: ProbeView;
  /** How long its newest attempts took, oldest first, in ms. */
  readonly recent: Recent;
}

const Probe = ({ probe, recent }: ProbeProps) => (
  <li>
    <div className="row">
      <Glyph state={marks[probe.verdict]} />
      <span className="strong">{names[probe.probe]}</span>
      <span className="dim">{probe.verdict}</span>
      <span className="grow" />
      <span className={probe.failures === 0 ? "faint" : "dim"}>{failuresOf(probe)}</span>
    </div>
    <code className="block">{probe.checks}</code>
    {probe.message === null ? null : <p className="dim">{probe.message}</p>}
    <Latency recent={recent} />
  </li>
);

/** `2 of 3 failures`: how many of those in a row after which it fails. */
const failuresOf = ({ failures, fail_after }: ProbeView): string | null => {
  if (fail_after !== null) return `${failures} of ${fail_after} failures`;
  return failures === 0 ? null : `${failures} ${failures === 1 ? "failure" : "failures"} in a row`;
};

/** How long the newest attempts took, in words and as a line. */
const Latency = ({ recent }: Pick<ProbeProps, "recent">) =>
  recent.length === 0 ? null : (
    <p className="row small faint">
      <span>{latencySummary(recent)}</span>
      <span className="grow" />
      {recent.length < 2 ? null : (
        <svg className="probe-latency" viewBox={latencyBox} aria-hidden="true">
          <path d={latencyPath(recent)} />
        </svg>
      )}
    </p>
  );
