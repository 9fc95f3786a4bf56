import type { Command } from "../../domain/tree/Command.ts";
import type { Check, Probe, ProbeName, ProbePort, StartupProbe } from "../../domain/tree/ProbeSpec.ts";
import type { Standing } from "../probe/standing.ts";

/** The names of probes in sentences, as in Kubernetes. */
export const probeNouns: Readonly<Record<ProbeName, string>> = {
  startup: "startup probe",
  ready: "readiness probe",
  live: "liveness probe",
};

/** A command as it is typed. */
export const commandText = (command: Command): string =>
  "shell" in command ? command.shell : command.argv.join(" ");

/** A host and a port as in a URL; a port that is known only when the child runs is called by its key in the file. */
const addressText = (host: string, port: ProbePort): string => {
  const number = typeof port === "number" ? port : port.name === null ? "port" : `ports.${port.name}`;
  return `${host.includes(":") ? `[${host}]` : host}:${number}`;
};

/** What a probe checks: `GET http://127.0.0.1:3000/healthz`, `tcp 127.0.0.1:5432`, `exec pg_isready`. */
export const describeCheck = (check: Check): string => {
  switch (check.kind) {
    case "tcp":
      return `tcp ${addressText(check.host, check.port)}`;
    case "http":
      return `${check.method} ${check.scheme}://${addressText(check.host, check.port)}${check.path}`;
    case "exec":
      return `exec ${commandText(check.command)}`;
    case "output":
      return `output within ${check.withinMs / 1000} s`;
  }
};

const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

/** Why a child is unhealthy: `liveness probe failed 3 times: connection refused on 127.0.0.1:3000`. */
export const failureText = (name: ProbeName, { failures, message }: Standing): string =>
  `${probeNouns[name]} failed ${times(failures)}${message === null ? "" : `: ${message}`}`;

const seconds = (ms: number): string => `${ms / 1000} s`;

/**
 * The timing of a probe, and its consequence if it has one, as a part of a sentence. `checks`: what it checks. Headers
 * are left out, in which people write passwords.
 */
export const describeProbe = (probe: StartupProbe | Probe, checks = describeCheck(probe.check)): string => {
  const { everyMs, timeoutMs, successes, delayMs } = probe;
  const parts = [
    `${checks} every ${seconds(everyMs)}`,
    `timeout ${seconds(timeoutMs)}`,
    ...(delayMs > 0 ? [`delay ${seconds(delayMs)}`] : []),
    ...(successes > 1 ? [`${successes} successes`] : []),
    ...("failures" in probe
      ? [`${probe.failures} ${probe.failures === 1 ? "failure" : "failures"}: ${probe.action}`]
      : []),
  ];
  return parts.join(", ");
};
