import type { ProbeView } from "../../../src/domain/view/NodeView.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import type { ShownState } from "../../live/shownState.ts";
import { useWatched } from "../../live/useLive.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Panel } from "../../ui/Panel.tsx";

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

/** The probes of a service with the results of this run; nothing for a service without probes. */
export const Probes = ({ node }: { readonly node: NodeRecord }) => {
  const view = useWatched(node.i)?.view;
  const probes = view?.kind === "service" ? (view.probes ?? []) : [];
  if (probes.length === 0) return null;
  return (
    <Panel title="Probes" meta="of this run">
      <ul className="probes">
        {probes.map((probe) => (
          <Probe key={probe.probe} probe={probe} />
        ))}
      </ul>
    </Panel>
  );
};

const Probe = ({ probe: { probe, checks, verdict, failures, message } }: { readonly probe: ProbeView }) => (
  <li>
    <div className="row">
      <Glyph state={marks[verdict]} />
      <span className="strong">{names[probe]}</span>
      <span className="dim">{verdict}</span>
      <span className="grow" />
      {failures === 0 ? null : (
        <span className="faint">{failures === 1 ? "1 failure" : `${failures} failures`} in a row</span>
      )}
    </div>
    <code className="block">{checks}</code>
    {message === null ? null : <p className="dim">{message}</p>}
  </li>
);
