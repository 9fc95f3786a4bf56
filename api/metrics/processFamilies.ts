import { childStates, healths } from "../../src/domain/tree/State.ts";
import type { RestartReason, RunResult, Tally } from "../../src/domain/tree/Tally.ts";
import type { ServiceView } from "../../src/domain/view/NodeView.ts";
import type { ServicePart } from "../../src/domain/view/Status.ts";
import { durationBounds } from "../../src/policy/tally.ts";
import { type Exposition, Family, type FamilyOptions } from "./Exposition.ts";
import { labels } from "./labels.ts";
import type { StartTimes } from "./StartTimes.ts";
import { seconds } from "./seconds.ts";
import { sum } from "./sum.ts";
import { parentLabel } from "./supervisorFamilies.ts";

/** Also those that nothing is counted of yet: an increase from nothing to 1 is none to Prometheus. */
const restartReasons: ReadonlyArray<RestartReason> = [
  "crash",
  "normal",
  "shutdown",
  "start_failed",
  "not_ready",
  "unhealthy",
  "memory",
  "max_runtime",
  "group",
];
const runResults: ReadonlyArray<RunResult> = [
  "ok",
  "error",
  "signal",
  "timeout",
  "unhealthy",
  "stopped",
  "unknown",
];

/** A replicated child with all its instances; any other child is a group of its own. */
const groupOf = (path: string): string => path.replace(/#\d+$/, "");

const labelsOf = ({ path }: ServiceView): string =>
  labels({ process: path, supervisor: parentLabel(path), group: groupOf(path) });

/** How long it pauses before its next start. */
const backoffOf = ({ since, next_attempt_at }: ServiceView): number =>
  Math.max(0, (seconds(next_attempt_at) ?? 0) - (seconds(since) ?? 0));

/** A name whose series change only with the view of a child, or with what is counted of it. `own`: its labels. */
interface KeptFamily extends FamilyOptions {
  readonly addTo: (family: Family, own: string, view: ServiceView, tally: Tally) => void;
}

const keptFamilies: ReadonlyArray<KeptFamily> = [
  {
    name: "sentinel_process_info",
    type: "info",
    help: "A child that is a process, by its kind",
    addTo: (family, own) => family.add(`${own},kind="process"`, 1),
  },
  {
    name: "sentinel_process_state",
    type: "gauge",
    help: "1 for the state that the child is in, 0 for the others",
    addTo: (family, own, { state }) => family.addStates(own, "state", childStates, state),
  },
  {
    name: "sentinel_process_health",
    type: "gauge",
    help: "1 for what the probes say of the child, 0 for the others; unknown without probes, and while it does not run",
    addTo: (family, own, { health }) => family.addStates(own, "health", healths, health),
  },
  {
    name: "sentinel_process_wanted",
    type: "gauge",
    help: "Whether the child is meant to be up (1) or down (0)",
    addTo: (family, own, { wanted }) => family.add(own, wanted === "up" ? 1 : 0),
  },
  {
    name: "sentinel_process_last_exit_code",
    type: "gauge",
    help: "The exit code of the last run that has ended; absent if a signal ended it",
    addTo: (family, own, { last_exit }) => family.add(own, last_exit?.code ?? null),
  },
  {
    name: "sentinel_process_last_exit_timestamp_seconds",
    type: "gauge",
    help: "When the last run that has ended did, in seconds since the epoch",
    addTo: (family, own, { last_exit }) => family.add(own, seconds(last_exit?.at)),
  },
  {
    name: "sentinel_process_starts_total",
    type: "counter",
    help: "Starts of the child, also failed ones; continues across restarts of the daemon",
    addTo: (family, own, { run }) => family.add(own, run ?? 0),
  },
  {
    name: "sentinel_process_exits_total",
    type: "counter",
    help: "Ends of runs by result; continues across restarts of the daemon",
    addTo: (family, own, _, { exits }) => {
      for (const result of runResults) family.add(`${own},result="${result}"`, exits[result] ?? 0);
    },
  },
  {
    name: "sentinel_process_restarts_total",
    type: "counter",
    help: "Automatic restarts by reason, unknown where the reason was not recorded; continues across restarts of the daemon",
    addTo: (family, own, view, { restarts }) => {
      for (const reason of restartReasons) family.add(`${own},reason="${reason}"`, restarts[reason] ?? 0);
      const unknown = view.restarts - sum(restarts);
      if (unknown > 0) family.add(`${own},reason="unknown"`, unknown);
    },
  },
  {
    name: "sentinel_process_run_duration_seconds",
    type: "histogram",
    help: "Durations of runs whose end a daemon has seen; continues across restarts of the daemon",
    addTo: (family, own, _, tally) => {
      const counts = durationBounds.map((bound) => tally.durations[bound] ?? 0);
      if (counts.some((count) => count > 0))
        family.addHistogram(own, { bounds: durationBounds, counts, sum: tally.seconds });
    },
  },
  {
    name: "sentinel_process_backoff_seconds",
    type: "gauge",
    help: "The pause before the next start, all of it; 0 where there is none",
    addTo: (family, own, view) => family.add(own, backoffOf(view)),
  },
];

/** What is written of a child until something of it changes. */
interface Kept {
  readonly tally: Tally;
  readonly labels: string;
  /** The series of each of `keptFamilies`. */
  readonly texts: ReadonlyArray<string>;
}

const written = new WeakMap<ServiceView, Kept>();

const keptOf = ({ view, tally }: ServicePart): Kept => {
  const known = written.get(view);
  if (known?.tally === tally) return known;
  const own = labelsOf(view);
  const textIn = (kept: KeptFamily): string => {
    const family = new Family(kept);
    kept.addTo(family, own, view, tally);
    return family.text;
  };
  const fresh = { tally, labels: own, texts: keptFamilies.map(textIn) };
  written.set(view, fresh);
  return fresh;
};

/** The services and their processes. `now`: ms since the epoch. */
export const addProcesses = (
  out: Exposition,
  parts: ReadonlyArray<ServicePart>,
  starts: StartTimes,
  now: number,
): void => {
  const kept = keptFamilies.map((options) => out.family(options));
  const startedAt = out.family({
    name: "sentinel_process_start_time_seconds",
    type: "gauge",
    help: "When the process was started, in seconds since the epoch; absent without a process",
  });
  const cpu = out.family({
    name: "sentinel_process_cpu_seconds_total",
    type: "counter",
    help: "CPU time of the process and its descendants; begins at 0 with each run",
  });
  const memory = out.family({
    name: "sentinel_process_resident_memory_bytes",
    type: "gauge",
    help: "Resident memory of the process and its descendants",
  });
  const descendants = out.family({
    name: "sentinel_process_descendants",
    type: "gauge",
    help: "The descendants of the process; absent without a process",
  });
  const openFiles = out.family({
    name: "sentinel_process_open_fds",
    type: "gauge",
    help: "Open file descriptors of the process and its descendants; absent where the system does not report them",
  });
  for (const part of parts) {
    const { labels: own, texts } = keptOf(part);
    for (const [index, family] of kept.entries()) family.addText(texts[index] ?? "");
    startedAt.add(own, starts.of(part, now));
    cpu.add(own, part.readings.cpu_seconds ?? null);
    memory.add(own, part.readings.memory);
    descendants.add(own, part.readings.descendants ?? null);
    openFiles.add(own, part.readings.open_files ?? null);
  }
};
