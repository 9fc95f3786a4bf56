import type {
  ChildSpec,
  Command,
  EnvValue,
  Ready,
  ServiceSpec,
  SupervisorSpec,
  Update,
} from "../domain/ChildSpec.ts";
import { oneAfterTheOther } from "../policy/plan/replicas.ts";
import { parseCommandLine } from "./commandLine.ts";
import { sayContradictions } from "./contradictions.ts";
import { decode } from "./decode.ts";
import { type EnvironmentSources, environmentOf } from "./environment.ts";
import { resolvePath } from "./files.ts";
import { ServiceFile } from "./language.ts";
import { directoryAt, entry, type LocatedMap, type Position, positionOf } from "./located.ts";
import type { Report } from "./report.ts";
import { supervisedPart, supervisorPart } from "./supervised.ts";

/** What else is wrong with a service whose command is missing. Made once: its decoder is kept. */
const Commandless = ServiceFile.omit("command");

export interface ServiceSurroundings extends EnvironmentSources {
  readonly report: Report;
  /** Takes places for instances; false, and said, when there are none left. */
  readonly takePlaces: (instances: number, at: Position) => boolean;
}

/** A service, or the supervisor of its instances; null, and said, when it can't be read. */
export const readService = (name: string, map: LocatedMap, around: ServiceSurroundings): ChildSpec | null => {
  const { report } = around;
  const where = "a service";
  if (!map.entries.has("command")) {
    report.say(
      map.at,
      `${name} has no command`,
      "add `command:`, or `children:` if it is to be a supervisor",
    );
    decode(Commandless, map, where, report, ["command"]);
    return null;
  }
  const file = decode(ServiceFile, map, where, report);
  if (!file) return null;
  sayContradictions(file, map, report);
  const command = commandOf(file, map, report);
  const env = environmentOf(map, file, around, report);
  const cwd = file.cwd ?? ".";
  const directory = directoryAt((entry(map, "cwd") ?? map).at);
  if (!command || !around.takePlaces(file.replicas ?? 1, positionOf(map, ["replicas"]))) return null;
  const spec = serviceDefaults(name, file, { command, env, cwd: resolvePath(directory, cwd) });
  return file.replicas === undefined ? spec : replicated(spec, file.replicas, file);
};

const commandOf = ({ command }: ServiceFile, map: LocatedMap, report: Report): Command | null => {
  const parsed = typeof command === "string" ? parseCommandLine(command) : { argv: command };
  const isEmpty = parsed === null || ("argv" in parsed && parsed.argv[0] === "");
  if (isEmpty) report.say(positionOf(map, ["command"]), "the command is empty", "write what is to be run");
  return isEmpty ? null : parsed;
};

/** What a service comes to with every default filled in. */
export const serviceDefaults = (
  name: string,
  file: Omit<ServiceFile, "command" | "cwd" | "env">,
  {
    command,
    cwd,
    env,
  }: { readonly command: Command; readonly cwd: string; readonly env: Readonly<Record<string, EnvValue>> },
): ServiceSpec => ({
  kind: "service",
  ...supervisedPart(
    name,
    { ...file, restart: file.restart ?? (file.oneshot ? "temporary" : "permanent") },
    file.stop?.timeout ?? 10_000,
  ),
  command,
  cwd,
  env,
  inheritEnv:
    file.inherit_env === true ? "all" : file.inherit_env === false ? "base" : (file.inherit_env ?? "base"),
  uid: file.uid ?? null,
  gid: file.gid ?? null,
  umask: file.umask ?? null,
  ready: readyOf(file),
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

const readyTimeout = 60_000;

const readyOf = ({
  ready,
  min_uptime,
  oneshot,
}: Pick<ServiceFile, "ready" | "min_uptime" | "oneshot">): Ready => {
  const timeoutMs = ready?.timeout ?? readyTimeout;
  if (oneshot) return { kind: "exit", timeoutMs: ready?.timeout ?? null };
  if (ready?.log !== undefined) return { kind: "log", pattern: ready.log, timeoutMs };
  if (ready?.notify !== undefined) return { kind: "notify", fd: ready.notify, timeoutMs };
  return { kind: "alive", minUptimeMs: ready?.min_uptime ?? min_uptime ?? 1_000 };
};

const updateOf = ({ update }: Pick<ServiceFile, "update">): Update => ({
  maxParallel: update?.max_parallel ?? oneAfterTheOther.maxParallel,
  minHealthyTimeMs: update?.min_healthy_time ?? oneAfterTheOther.minHealthyTimeMs,
  healthyDeadlineMs: update?.healthy_deadline ?? oneAfterTheOther.healthyDeadlineMs,
});

/** A service with replicas: a supervisor of instances that are started and restarted each on its own. */
const replicated = (
  service: ServiceSpec,
  replicas: number,
  group: Pick<ServiceFile, "intensity" | "period" | "update">,
): SupervisorSpec => {
  const template = { ...service, id: "#", autostart: true };
  return {
    ...supervisedPart(service.id, { autostart: service.autostart }, "infinity"),
    ...supervisorPart(group),
    strategy: "simple_one_for_one",
    start: "parallel",
    update: updateOf(group),
    template,
    children: Array.from({ length: replicas }, (_, index) => ({ ...template, id: `#${index + 1}` })),
  };
};
