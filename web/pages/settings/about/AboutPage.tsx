import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { DaemonHealth } from "../../../../src/domain/view/DaemonStats.ts";
import type { ExposureView } from "../../../../src/domain/view/Status.ts";
import { baseUrl } from "../../../api/baseUrl.ts";
import { daemonQuery } from "../../../api/settings.ts";
import { sizeWords } from "../../../live/sizeWords.ts";
import { useTree } from "../../../live/useLive.ts";
import { useAbout } from "../../../shell/useAbout.ts";
import { useWho } from "../../../shell/useWho.ts";
import { Age } from "../../../time/Age.tsx";
import { bytes, duration } from "../../../time/format.ts";
import { Glyph } from "../../../ui/icons/Glyph.tsx";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useTitle } from "../../../ui/useTitle.ts";

/** What the daemon reports about itself. The contract allows further fields. */
interface Daemon extends Partial<ExposureView> {
  readonly pid: number;
  readonly started_at: string;
  readonly node?: string;
  readonly home?: string;
  readonly health?: DaemonHealth;
}

/** The address of the daemon, and its health. */
export const AboutPage = () => {
  useTitle("About");
  const { scope } = useWho();
  const daemon = useQuery({ ...daemonQuery, enabled: scope === null });
  const shown = daemon.data as Daemon | undefined;
  return (
    <div className="columns">
      <div className="stack">
        <About daemon={shown} />
        <Reference />
      </div>
      {scope === null ? (
        <Panel title="Health of the daemon" meta="read every 10 s">
          {daemon.isPending ? <Reading /> : null}
          {daemon.isError ? <Failure error={daemon.error} retry={() => void daemon.refetch()} /> : null}
          {shown?.health === undefined ? null : <Health health={shown.health} />}
        </Panel>
      ) : null}
    </div>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const About = ({ daemon }: { readonly daemon: Daemon | undefined }) => {
  const about = useAbout();
  const size = useTree(sizeWords);
  return (
    <Panel title="Sentinel" meta={about === undefined ? undefined : `version ${about.version}`}>
      <dl className="panel-body facts">
        <Fact name="Tree">
          {about === undefined ? "" : `${about.name}, `}
          {size}
        </Fact>
        {daemon === undefined ? null : (
          <>
            <Fact name="Up for">
              <Age since={daemon.started_at} />
            </Fact>
            <Fact name="Process">{daemon.pid}</Fact>
            {daemon.node === undefined ? null : <Fact name="Node">{daemon.node}</Fact>}
            {daemon.home === undefined ? null : (
              <Fact name="Home">
                <span className="mono">{daemon.home}</span>
              </Fact>
            )}
            <Fact name="Address">
              <span className="mono">{daemon.public_url ?? daemon.url ?? "the socket in its home only"}</span>
            </Fact>
            {daemon.tls_fingerprint === undefined ? null : (
              <Fact name="Certificate">
                <span className="mono">{daemon.tls_fingerprint}</span>
              </Fact>
            )}
          </>
        )}
        <Fact name="Licence">MIT</Fact>
      </dl>
    </Panel>
  );
};

const links = [
  ["api/v1/docs", "All routes of the HTTP API"],
  ["api/v1/openapi.json", "The same as an OpenAPI document"],
] as const;

const Reference = () => (
  <Panel title="Documentation">
    <ul className="panel-body links">
      {links.map(([path, name]) => (
        <li key={path}>
          <a className="link" href={new URL(path, baseUrl).href}>
            {name}
          </a>
        </li>
      ))}
      <li className="dim">
        On the command line: <code className="mono">sentinel help</code>. Everything else is in the folder{" "}
        <code className="mono">docs</code> of its sources.
      </li>
    </ul>
  </Panel>
);

const Health = ({ health }: { readonly health: DaemonHealth }) => {
  const {
    ailments,
    memory,
    cpu_seconds,
    event_loop_delay_ms: delay,
    descriptors,
    disk_free,
    output_lag,
  } = health;
  return (
    <div className="panel-body form">
      {ailments.length === 0 ? (
        <p>No problems.</p>
      ) : (
        <ul className="ailments">
          {ailments.map((ailment) => (
            <li key={ailment} className="note">
              <Glyph state="unhealthy" label />
              {ailment}
            </li>
          ))}
        </ul>
      )}
      <dl className="facts">
        <Fact name="Memory">{bytes(memory)}</Fact>
        {cpu_seconds === undefined ? null : <Fact name="CPU time">{duration(cpu_seconds * 1000)}</Fact>}
        <Fact name="Event loop">
          {delay.p99.toFixed(1)} ms late (99 %), at most {delay.max.toFixed(1)} ms
        </Fact>
        {descriptors === null ? null : (
          <Fact name="Open files">
            {descriptors.open} of {descriptors.limit}
          </Fact>
        )}
        {disk_free === null ? null : <Fact name="Disk free">{bytes(disk_free)}</Fact>}
        <Fact name="Output unread">
          {output_lag.unread_bytes === 0
            ? "none"
            : `${bytes(output_lag.unread_bytes)}, for ${duration(output_lag.oldest_unread_ms)}`}
        </Fact>
      </dl>
    </div>
  );
};
