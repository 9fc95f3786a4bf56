import type { Ready } from "../../../domain/tree/ChildSpec.ts";
import type { Probe, Probes, StartupProbe } from "../../../domain/tree/ProbeSpec.ts";
import { type LocatedMap, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { ServiceFile } from "../../language/language.ts";
import { portsOf } from "./ports.ts";
import { type CheckFile, type Place, readCheck } from "./probeCheck.ts";

/** How long a start may take by default, in ms. */
const readyTimeout = 60_000;

/** How often a probe is tried at most until it has completed a start, in ms. */
const startupInterval = 1_000;

/** The shortest interval of a probe, in ms: a shorter one is a load, not a probe. */
const leastInterval = 100;

interface AttemptsFile extends CheckFile {
  readonly delay?: number;
  readonly every?: number;
  readonly timeout?: number;
  readonly success?: number;
}

interface ProbeFile extends AttemptsFile {
  readonly failures?: number;
  readonly jitter?: number;
  readonly action?: Probe["action"];
}

/** The attempts of a probe; null if they are invalid, which is reported. */
const attemptsOf = (probe: AttemptsFile, everyMs: number, place: Place): StartupProbe | null => {
  const { map, path, report } = place;
  if (everyMs < leastInterval)
    report.error(
      positionOf(map, [...path, "every"]),
      `${path.join(".")}.every is shorter than ${leastInterval}ms`,
      "a probe that is tried so often is a load of its own",
    );
  const check = readCheck(probe, place);
  const { delay = 0, timeout = 3_000, success = 1 } = probe;
  return check && { check, delayMs: delay, everyMs, timeoutMs: timeout, successes: success };
};

const startupProbe = (probe: AttemptsFile, place: Place): StartupProbe | null =>
  attemptsOf(probe, probe.every ?? startupInterval, place);

const runningProbe = (probe: ProbeFile, byDefault: Probe["action"], place: Place): Probe | null => {
  const attempts = attemptsOf(probe, probe.every ?? 10_000, place);
  if (attempts === null) return null;
  const { failures = attempts.check.kind === "output" ? 1 : 3, jitter = 0.1, action = byDefault } = probe;
  return { ...attempts, failures, jitter, action };
};

/** The check in `ready`, if it has one. */
export const checkInReady = ({ ready }: Pick<ServiceFile, "ready">): "tcp" | "http" | "exec" | undefined =>
  (["tcp", "http", "exec"] as const).find((kind) => ready?.[kind] !== undefined);

interface Probing {
  readonly ready: Ready;
  readonly probes?: Probes;
}

/** What completes the start of a service, and how it is probed afterwards. */
export const readProbing = (file: ServiceFile, map: LocatedMap, report: Report): Probing => {
  const at = (...path: ReadonlyArray<string>): Place => ({ ports: portsOf(file) ?? [], map, path, report });
  const { startup, live } = file.probes ?? {};
  const inReady = checkInReady(file);
  const readiness = inReady === undefined ? file.probes?.ready : { [inReady]: file.ready?.[inReady] };
  const where = inReady === undefined ? at("probes", "ready") : at("ready");
  const probes = {
    ready: readiness ? runningProbe(readiness, "none", where) : null,
    live: live ? runningProbe(live, "restart", at("probes", "live")) : null,
  };
  const declared = {
    ...(probes.ready ? { ready: probes.ready } : {}),
    ...(probes.live ? { live: probes.live } : {}),
  };
  return {
    ready: readyOf(file, startup ? startupProbe(startup, at("probes", "startup")) : null, probes.ready),
    ...(Object.keys(declared).length === 0 ? {} : { probes: declared }),
  };
};

/** What completes a start: the startup probe, what `ready` says, the readiness probe, or the uptime. */
export const readyOf = (
  { ready, min_uptime, oneshot }: Pick<ServiceFile, "ready" | "min_uptime" | "oneshot">,
  startup: StartupProbe | null,
  readiness: Probe | null,
): Ready => {
  const timeoutMs = ready?.timeout ?? readyTimeout;
  if (oneshot) return { kind: "exit", timeoutMs: ready?.timeout ?? null };
  if (startup) return { kind: "probe", probe: startup, timeoutMs };
  if (ready?.log !== undefined) return { kind: "log", pattern: ready.log, timeoutMs };
  if (ready?.notify !== undefined) return { kind: "notify", fd: ready.notify, timeoutMs };
  const uptime = ready?.min_uptime ?? min_uptime;
  if (readiness && uptime === undefined) return { kind: "probe", probe: untilReady(readiness), timeoutMs };
  return { kind: "alive", minUptimeMs: uptime ?? 1_000 };
};

/** A readiness probe until it has completed the start. */
const untilReady = ({ check, delayMs, everyMs, timeoutMs, successes }: Probe): StartupProbe => ({
  check,
  delayMs,
  everyMs: Math.min(everyMs, startupInterval),
  timeoutMs,
  successes,
});
