import type { JobSpec, ServiceSpec } from "../../../domain/tree/ChildSpec.ts";
import type { JobSettings, Retry } from "../../../domain/tree/JobSettings.ts";
import { resolvePath } from "../../assemble/files.ts";
import {
  directoryAt,
  entry,
  type LocatedEntry,
  type LocatedMap,
  positionOf,
  without,
} from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { show } from "../../diagnostics/show.ts";
import { decode } from "../../language/decode.ts";
import { inChild } from "../../language/knownKeys.ts";
import { JobFile, ServiceFile } from "../../language/language.ts";
import type { ReadContext } from "../readContext.ts";
import { commandOf } from "../service/commandOf.ts";
import { environmentOf, isLegalVariable, variableHint } from "../service/environment.ts";
import { reportReplicaVariable } from "../service/perReplica.ts";
import { serviceDefaults } from "../service/readService.ts";
import { neverRestarted } from "../supervised.ts";
import { readSchedule } from "./schedule.ts";

/** A job can't fail, and its runs are never restarted: the job decides what follows their end. */
const supervised = { ...neverRestarted, shutdown: "infinity" } as const;

/** A job; null if it is invalid, which is reported. */
export const readJob = (name: string, map: LocatedMap, context: ReadContext): JobSpec | null => {
  const { report, supervisor } = context;
  const own = withoutForeign(map, report);
  const file = decode(JobFile, own, inChild("a job"), report);
  if (!file) return null;
  reportReplicaVariable({}, own, report);
  reportTwins(file, own, report);
  const command = commandOf(file, own, report);
  const env = environmentOf(own, file, context, report);
  const scheduled = readSchedule(file.schedule, own, context.shared, report);
  context.dependencies.declare(context.path, file, own, report);
  if (!command || !scheduled || !context.reserveInstances(1, own.at)) return null;
  const cwd = resolvePath(directoryAt((entry(own, "cwd") ?? own).at), file.cwd ?? ".");
  const killGraceMs = file.stop?.timeout ?? 10_000;
  const template = slotOf(serviceDefaults("#", file, { command, cwd, env }, supervisor), killGraceMs);
  return {
    kind: "job",
    id: name,
    ...supervised,
    autostart: file.autostart ?? true,
    template,
    ...scheduled,
    timeoutMs: file.timeout ?? null,
    killGraceMs,
    retry: retryOf(file),
    chain: [],
    parameters: parametersOf(file, own, report),
  };
};

/** A run is ready as soon as its process is there, and what follows its end is decided by the job. */
const slotOf = (service: ServiceSpec, killGraceMs: number): ServiceSpec => {
  const { retryFailedMs: _, ...slot } = service;
  return {
    ...slot,
    ...supervised,
    restart: "temporary",
    shutdown: killGraceMs,
    autostart: true,
    ready: { kind: "alive", minUptimeMs: 0 },
  };
};

/** What to write instead of the keys of services that are written most. */
const instead: Readonly<Record<string, string>> = {
  restart: "a failed run is attempted again with `retry`",
  backoff: "write it below `retry`",
  limit: "write `retry: { times: … }`",
  on_limit: "write `retry: { times: … }`",
  retry_failed: "write `retry: { times: … }`",
  shutdown: "write stop: { timeout: … }, the time from the request to stop to the kill",
  fatal_codes: "write the codes after which it is attempted again: `retry: { times: 3, on: [75] }`",
  replicas: "write `schedule: { overlap: allow }` for runs beside each other",
  oneshot: "remove it: a run of a job ends",
  ready: "remove it: a run of a job is judged by its end",
  probes: "remove them: a run of a job is judged by its end; `timeout` limits how long it takes",
  min_uptime: "remove it: a run of a job is judged by its end",
  max_runtime: "write `timeout`",
};

/** The keys of a job without those that only other children have, which are reported. */
const withoutForeign = (map: LocatedMap, report: Report): LocatedMap => {
  const foreign = [...map.entries].filter(([key]) => key in ServiceFile.fields && !(key in JobFile.fields));
  for (const [key, { keyAt }] of foreign)
    report.error(keyAt, `\`${key}\` has no meaning for a job`, instead[key] ?? "remove it");
  return without(map, ...foreign.map(([key]) => key));
};

/** Keys that are the same setting. */
const twins = [
  ["uid", "user"],
  ["gid", "group"],
] as const;

const reportTwins = (file: JobFile, map: LocatedMap, report: Report): void => {
  for (const [one, other] of twins)
    if (file[one] !== undefined && file[other] !== undefined)
      report.error(positionOf(map, [other]), `${one} and ${other} are the same setting`, "keep one of them");
};

const retryOf = ({ retry }: JobFile): Retry => {
  const {
    times,
    backoff = {},
    on = ["exit", "timeout", "lost"],
  } = typeof retry === "object" ? retry : { times: retry ?? 0 };
  return {
    times,
    backoff: backoffOf(backoff),
    when: on.map((cause) => (typeof cause === "number" ? { exit: cause } : cause)),
  };
};

const backoffOf = (backoff: NonNullable<Extract<JobFile["retry"], object>["backoff"]>): Retry["backoff"] => {
  if (backoff === "none") return { initialMs: 0, factor: 1, maxMs: 0 };
  if (typeof backoff === "number") return { initialMs: backoff, factor: 1, maxMs: backoff };
  const { initial = 1_000, factor = 2, max = Math.max(60_000, initial) } = backoff;
  return { initialMs: initial, factor, maxMs: max };
};

const parametersOf = (
  { parameters = {}, env = {} }: JobFile,
  map: LocatedMap,
  report: Report,
): JobSettings["parameters"] => {
  const written = entry(map, "parameters");
  const keys: Iterable<readonly [string, LocatedEntry]> = written?.kind === "map" ? written.entries : [];
  for (const [name, { keyAt }] of keys) {
    if (!isLegalVariable(name))
      report.error(keyAt, `${show(name)} can't be the name of a parameter`, variableHint);
    else if (name in env) report.error(keyAt, `${name} is both in env and in parameters`, "keep one of them");
  }
  return Object.entries(parameters).map(([name, value]) => ({ name, default: value }));
};
