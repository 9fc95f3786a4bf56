import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { Check, Probe, ProbePort, StartupProbe } from "../../domain/tree/ProbeSpec.ts";
import { ownHost, unnamedPort } from "../read/service/probeCheck.ts";
import { lineFile } from "./lineFile.ts";

type Ports = NonNullable<ProcessSpec["ports"]>;

/** A host and a port; a declared port by its number, as the file has it. */
const address = (host: string, port: ProbePort, ports: Ports): string => {
  const number = typeof port === "number" ? port : ports.find(({ name }) => name === port.name)?.port;
  return `${host.includes(":") ? `[${host}]` : host}:${number}`;
};

const nameOf = ({ name }: Exclude<ProbePort, number>): string => name ?? unnamedPort;

const statusText = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? String(from) : `${from}-${to}`;

const urlFile = ({ scheme, host, port, path }: Extract<Check, { kind: "http" }>, ports: Ports) =>
  typeof port !== "number" && scheme === "http" && host === ownHost
    ? { url: path, port: nameOf(port) }
    : { url: `${scheme}://${address(host, port, ports)}${path}` };

const checkFile = (check: Check, ports: Ports) => {
  switch (check.kind) {
    case "tcp": {
      const { host, port } = check;
      if (host !== ownHost) return { tcp: address(host, port, ports) };
      return { tcp: typeof port === "number" ? port : nameOf(port) };
    }
    case "http": {
      const { method, headers, status, body } = check;
      const rest = body === null ? {} : { body };
      return { http: { ...urlFile(check, ports), method, headers, status: status.map(statusText), ...rest } };
    }
    case "exec":
      return { exec: lineFile(check.command) };
    case "output":
      return { silent_for: check.withinMs };
  }
};

const startupFile = ({ check, delayMs, everyMs, timeoutMs, successes }: StartupProbe, ports: Ports) => ({
  ...checkFile(check, ports),
  delay: delayMs,
  every: everyMs,
  timeout: timeoutMs,
  success: successes,
});

const probeFile = (probe: Probe, ports: Ports) => ({
  ...startupFile(probe, ports),
  failures: probe.failures,
  jitter: probe.jitter,
  action: probe.action,
});

/** The probes of a service in the file. */
export const probesFile = ({
  ready,
  probes = {},
  ports = [],
}: Pick<ProcessSpec, "ready" | "probes" | "ports">) => {
  const all = {
    ...(ready.kind === "probe" ? { startup: startupFile(ready.probe, ports) } : {}),
    ...(probes.ready ? { ready: probeFile(probes.ready, ports) } : {}),
    ...(probes.live ? { live: probeFile(probes.live, ports) } : {}),
  };
  return Object.keys(all).length === 0 ? {} : { probes: all };
};
