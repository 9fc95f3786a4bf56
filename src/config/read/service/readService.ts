import type {
  ChildSpec,
  EnvValue,
  ServiceSpec,
  SupervisorSpec,
  Update,
} from "../../../domain/tree/ChildSpec.ts";
import type { Command } from "../../../domain/tree/Command.ts";
import { defaultUpdate } from "../../../policy/plan/replicas.ts";
import { resolvePath } from "../../assemble/files.ts";
import { directoryAt, entry, type LocatedMap, positionOf } from "../../diagnostics/located.ts";
import { decode } from "../../language/decode.ts";
import { inChild } from "../../language/knownKeys.ts";
import { ServiceFile } from "../../language/language.ts";
import { reportContradictions } from "../contradictions.ts";
import type { ReadContext } from "../readContext.ts";
import { type Supervisor, supervisedPart, supervisorPart } from "../supervised.ts";
import { commandOf } from "./commandOf.ts";
import { environmentOf } from "./environment.ts";
import { readHooks } from "./hooks.ts";
import { limitsPart } from "./limits.ts";
import { reportReplicaVariable, withTemplates } from "./perReplica.ts";
import { busyPortsOf, portsOf, reportBusyPorts, withoutPorts } from "./ports.ts";
import { readProbing, readyOf } from "./probes.ts";
import { recyclingPart } from "./recycling.ts";
import { watchPart } from "./watch.ts";

/** A service, or the supervisor of its instances; null if it is invalid, which is reported. */
export const readService = (name: string, map: LocatedMap, context: ReadContext): ChildSpec | null => {
  const { report } = context;
  const file = decode(ServiceFile, map, inChild("a service"), report);
  if (!file) return null;
  reportContradictions(file, map, report);
  reportReplicaVariable(file, map, report);
  reportBusyPorts(file, map, report);
  const command = commandOf(file, map, report);
  const ports = portsOf(file);
  const env = withoutPorts(environmentOf(map, file, context, report), ports);
  const cwd = file.cwd ?? ".";
  const directory = directoryAt((entry(map, "cwd") ?? map).at);
  context.dependencies.declare(context.path, file, map, report);
  if (ports) context.ports.claim(context.path, { ports }, file.replicas, map, report);
  if (!command || !context.reserveInstances(file.replicas ?? 1, positionOf(map, ["replicas"]))) return null;
  const { supervisor } = context;
  const isAlone = file.replicas === undefined;
  const runtime = { command, env, cwd: resolvePath(directory, cwd) };
  const around = isAlone ? supervisor : forInstances(supervisor);
  const defaults = serviceDefaults(name, file, runtime, around, {
    ...readProbing(file, map, report),
    ...readHooks(file, map, report),
  });
  const spec = withTemplates({ ...defaults, ...watchPart(file.watch, map, report) }, map);
  return file.replicas === undefined ? spec : replicated(spec, file.replicas, file, supervisor);
};

/** The specification of a service with all defaults. */
export const serviceDefaults = (
  name: string,
  file: Omit<ServiceFile, "command" | "cwd" | "env">,
  {
    command,
    cwd,
    env,
  }: { readonly command: Command; readonly cwd: string; readonly env: Readonly<Record<string, EnvValue>> },
  supervisor: Supervisor,
  read: Pick<ServiceSpec, "ready" | "probes" | "hooks" | "reload"> = { ready: readyOf(file, null, null) },
): ServiceSpec => ({
  kind: "service",
  ...supervisedPart(
    name,
    { ...file, restart: file.restart ?? (file.oneshot ? "temporary" : "permanent") },
    file.stop?.timeout ?? 10_000,
    supervisor,
  ),
  command,
  cwd,
  env,
  inheritEnv:
    file.inherit_env === true ? "all" : file.inherit_env === false ? "base" : (file.inherit_env ?? "base"),
  uid: file.uid ?? file.user ?? null,
  gid: file.gid ?? file.group ?? null,
  ...portPart(file),
  ...(file.groups === undefined ? {} : { groups: file.groups }),
  umask: file.umask ?? null,
  ...limitsPart(file),
  ...read,
  ...recyclingPart(file),
  stopSignal: file.stop?.signal ?? "SIGTERM",
  exitRules: {
    success: file.success_codes ?? [0],
    fatal: file.fatal_codes ?? [],
    ignore: file.ignore_codes ?? [],
  },
  logs: {
    maxSize: file.logs?.max_size ?? 20e6,
    maxAgeMs: file.logs?.max_age ?? null,
    maxFiles: file.logs?.max_files ?? 10,
    maxTotal: file.logs?.max_total ?? 1e9,
  },
});

const portPart = (file: Pick<ServiceFile, "port" | "ports">): Pick<ServiceSpec, "ports" | "busyPorts"> => {
  const ports = portsOf(file);
  const busyPorts = busyPortsOf(file);
  return { ...(ports ? { ports } : {}), ...(busyPorts ? { busyPorts } : {}) };
};

const updateOf = ({ update }: Pick<ServiceFile, "update">): Update => ({
  maxParallel: update?.max_parallel ?? defaultUpdate.maxParallel,
  minHealthyTimeMs: update?.min_healthy_time ?? defaultUpdate.minHealthyTimeMs,
  healthyDeadlineMs: update?.healthy_deadline ?? defaultUpdate.healthyDeadlineMs,
});

/** The supervisor settings that apply to instances: they have a supervisor of their own. */
const forInstances = ({ defaults }: Supervisor): Supervisor => ({
  strategy: "simple_one_for_one",
  defaults,
});

/** A service with replicas: a supervisor whose instances are started and restarted independently. */
const replicated = (
  service: ServiceSpec,
  replicas: number,
  group: Pick<ServiceFile, "intensity" | "period" | "update">,
  supervisor: Supervisor,
): SupervisorSpec => {
  const template = { ...service, id: "#", autostart: true };
  return {
    ...supervisedPart(service.id, { autostart: service.autostart }, "infinity", supervisor),
    ...supervisorPart(group, supervisor.defaults),
    strategy: "simple_one_for_one",
    start: "parallel",
    update: updateOf(group),
    template,
    children: Array.from({ length: replicas }, (_, index) => ({ ...template, id: `#${index + 1}` })),
  };
};
