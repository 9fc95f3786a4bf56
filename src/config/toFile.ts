import { Schema } from "effect";
import type {
  Backoff,
  ChildSpec,
  EnvValue,
  ServiceSpec,
  SupervisorSpec,
  TreeSpec,
} from "../domain/ChildSpec.ts";
import { oneAfterTheOther } from "../policy/plan/replicas.ts";
import { parseCommandLine } from "./commandLine.ts";
import { PartFile, ServiceFile, SupervisorFile, TreeFile } from "./language.ts";
import { noBackoff } from "./supervised.ts";

/** What stands in a file. Children are in a Map: objects would put names that look like numbers first. */
type FileValue =
  | string
  | number
  | boolean
  | ReadonlyArray<FileValue>
  | ReadonlyMap<string, FileValue>
  | FileMap;
interface FileMap {
  readonly [key: string]: FileValue;
}

/** A tree as the file that says all of it: nothing is left to defaults, templates or variables. */
export const toFile = ({ name, root }: TreeSpec): FileValue => ({
  version: 1,
  ...Schema.encodeSync(TreeFile)({ name, ...supervising(root) }),
  children: childrenOf(root),
});

const childrenOf = ({ children }: SupervisorSpec): ReadonlyMap<string, FileValue> =>
  new Map(children.map((child) => [child.id, childFile(child)]));

const childFile = (child: ChildSpec): FileValue => {
  if (child.kind === "service") return serviceFile(child);
  if (child.template) return replicatedFile(child, child.template);
  const file = { ...supervised(child), shutdown: child.shutdown, ...supervising(child) };
  return { ...Schema.encodeSync(SupervisorFile)(file), children: childrenOf(child) };
};

const updateFile = ({ update = oneAfterTheOther }: SupervisorSpec) => ({
  max_parallel: update.maxParallel,
  min_healthy_time: update.minHealthyTimeMs,
  healthy_deadline: update.healthyDeadlineMs,
});

/** The instances of a child are supervised by a group; of that the file says its intensity and its `update`. */
const replicatedFile = (group: SupervisorSpec, template: ServiceSpec): FileMap => ({
  ...serviceFile({ ...template, autostart: group.autostart }),
  replicas: group.children.length,
  ...Schema.encodeSync(PartFile.pick("update"))({ update: updateFile(group) }),
  ...Schema.encodeSync(SupervisorFile)({ intensity: group.intensity, period: group.periodMs }),
});

const supervising = (spec: SupervisorSpec) => ({
  ...(spec.strategy === "simple_one_for_one" ? {} : { strategy: spec.strategy }),
  intensity: spec.intensity,
  period: spec.periodMs,
  auto_shutdown: spec.autoShutdown,
  start: spec.start,
});

const backoffFile = (backoff: Backoff) =>
  isSame(backoff, noBackoff)
    ? ("none" as const)
    : {
        initial: backoff.initialMs,
        factor: backoff.factor,
        max: backoff.maxMs,
        jitter: backoff.jitter,
        reset_after: backoff.resetAfterMs,
        healthy_after: backoff.healthyAfterMs,
      };

const isSame = (one: Backoff, other: Backoff): boolean => JSON.stringify(one) === JSON.stringify(other);

const supervised = (spec: ChildSpec) => ({
  restart: spec.restart,
  significant: spec.significant,
  backoff: backoffFile(spec.backoff),
  ...(spec.limit === null ? {} : { limit: { restarts: spec.limit.restarts, period: spec.limit.periodMs } }),
  ...(spec.onLimit === null ? {} : { on_limit: spec.onLimit }),
  autostart: spec.autostart,
});

/** A command line that needs no shell would be run without one: it is said as what it is. */
const commandFile = ({ command }: ServiceSpec): ServiceFile["command"] => {
  if ("argv" in command) return command.argv;
  const read = parseCommandLine(command.shell);
  return read && "shell" in read ? command.shell : ["/bin/sh", "-c", command.shell];
};

const envFile = (value: EnvValue) => {
  if (typeof value === "string") return value;
  const { secret } = value;
  if ("env" in secret) return { secret };
  return { secret: secret.key === null ? { file: secret.file } : { file: secret.file, key: secret.key } };
};

const readyFile = ({ ready }: ServiceSpec) => {
  switch (ready.kind) {
    case "alive":
      return { ready: { min_uptime: ready.minUptimeMs } };
    case "log":
      return { ready: { log: ready.pattern, timeout: ready.timeoutMs } };
    case "notify":
      return { ready: { notify: ready.fd, timeout: ready.timeoutMs } };
    case "exit":
      return { oneshot: true, ...(ready.timeoutMs === null ? {} : { ready: { timeout: ready.timeoutMs } }) };
  }
};

const logsFile = ({ logs: { maxSize, maxAgeMs, maxFiles, maxTotal } }: ServiceSpec) => ({
  max_size: maxSize,
  ...(maxAgeMs === null ? {} : { max_age: maxAgeMs }),
  max_files: maxFiles,
  max_total: maxTotal,
});

const serviceFile = (spec: ServiceSpec): FileMap => {
  const inherit = spec.inheritEnv === "all" ? true : spec.inheritEnv === "base" ? false : spec.inheritEnv;
  const stop =
    typeof spec.shutdown === "number"
      ? { stop: { signal: spec.stopSignal, timeout: spec.shutdown } }
      : { stop: { signal: spec.stopSignal }, shutdown: spec.shutdown };
  const file = {
    command: commandFile(spec),
    cwd: spec.cwd,
    env: Object.fromEntries(Object.entries(spec.env).map(([name, value]) => [name, envFile(value)])),
    inherit_env: inherit,
    ...(spec.uid === null ? {} : { uid: spec.uid }),
    ...(spec.gid === null ? {} : { gid: spec.gid }),
    ...(spec.umask === null ? {} : { umask: spec.umask }),
    ...readyFile(spec),
    ...stop,
    ...supervised(spec),
    success_codes: spec.exitRules.success,
    fatal_codes: spec.exitRules.fatal,
    ignore_codes: spec.exitRules.ignore,
    logs: logsFile(spec),
  };
  return Schema.encodeUnknownSync(ServiceFile)(file);
};
