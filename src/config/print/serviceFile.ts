import { Schema } from "effect";
import type { EnvValue, ProcessSpec, ServiceSpec } from "../../domain/tree/ChildSpec.ts";
import { ServiceFile } from "../language/language.ts";
import { parseCommandLine } from "../read/service/commandLine.ts";
import { parseTemplateLine, withMarks } from "../read/service/perReplica.ts";
import type { FileMap } from "./fileValue.ts";
import { hooksFile } from "./hooksFile.ts";
import { limitsFile } from "./limitsFile.ts";
import { probesFile } from "./probesFile.ts";
import { recyclingFile } from "./recyclingFile.ts";
import { supervisedFile } from "./supervisedFile.ts";
import { watchFile } from "./watchFile.ts";

/** The command in the file. A shell command that would be parsed as one without a shell is written as a list. */
const commandFile = ({ command, interpolatesReplica }: ProcessSpec): ServiceFile["command"] => {
  if ("argv" in command) return command.argv;
  const read = (interpolatesReplica ? parseTemplateLine : parseCommandLine)(command.shell);
  return read && "shell" in read ? command.shell : ["/bin/sh", "-c", command.shell];
};

const envFile = (value: EnvValue) => {
  if (typeof value === "string") return value;
  const { secret } = value;
  if ("env" in secret) return { secret };
  return { secret: secret.key === null ? { file: secret.file } : { file: secret.file, key: secret.key } };
};

const portsFile = ({ ports = [], busyPorts = [] }: ProcessSpec): Pick<ServiceFile, "port" | "ports"> => {
  const written = ports.map(({ name, port }) => {
    const busy = busyPorts.find((one) => one.name === name)?.busy;
    return { name, file: busy === undefined ? port : { port, busy } };
  });
  const own = written.find(({ name }) => name === null);
  const named = written.flatMap(({ name, file }) => (name === null ? [] : [[name, file] as const]));
  return {
    ...(own === undefined ? {} : { port: own.file }),
    ...(named.length === 0 ? {} : { ports: Object.fromEntries(named) }),
  };
};

const readyFile = ({ ready }: ProcessSpec) => {
  switch (ready.kind) {
    case "alive":
      return { ready: { min_uptime: ready.minUptimeMs } };
    case "log":
      return { ready: { log: ready.pattern, timeout: ready.timeoutMs } };
    case "notify":
      return { ready: { notify: ready.fd, timeout: ready.timeoutMs } };
    case "probe":
      return { ready: { timeout: ready.timeoutMs } };
    case "exit":
      return { oneshot: true, ...(ready.timeoutMs === null ? {} : { ready: { timeout: ready.timeoutMs } }) };
  }
};

const logsFile = ({ logs: { maxSize, maxAgeMs, maxFiles, maxTotal } }: ProcessSpec) => ({
  max_size: maxSize,
  ...(maxAgeMs === null ? {} : { max_age: maxAgeMs }),
  max_files: maxFiles,
  max_total: maxTotal,
});

/** The keys of everything that runs a command, without how it is stopped. */
export const processFile = (spec: ProcessSpec) => ({
  command: commandFile(spec),
  cwd: spec.cwd,
  env: Object.fromEntries(Object.entries(spec.env).map(([name, value]) => [name, envFile(value)])),
  inherit_env: spec.inheritEnv === "all" ? true : spec.inheritEnv === "base" ? false : spec.inheritEnv,
  ...(spec.uid === null ? {} : { uid: spec.uid }),
  ...(spec.gid === null ? {} : { gid: spec.gid }),
  ...(spec.groups === undefined ? {} : { groups: spec.groups }),
  ...(spec.umask === null ? {} : { umask: spec.umask }),
  ...limitsFile(spec),
  success_codes: spec.exitRules.success,
  logs: logsFile(spec),
});

/** A service as a map of the file, with all its keys. */
export const serviceFile = (spec: ServiceSpec): FileMap => {
  const { success_codes, logs, ...process } = processFile(spec);
  const stop =
    typeof spec.shutdown === "number"
      ? { stop: { signal: spec.stopSignal, timeout: spec.shutdown } }
      : { stop: { signal: spec.stopSignal }, shutdown: spec.shutdown };
  const file = {
    ...process,
    ...portsFile(spec),
    ...readyFile(spec),
    ...probesFile(spec),
    ...recyclingFile(spec),
    ...watchFile(spec),
    ...stop,
    ...hooksFile(spec),
    ...supervisedFile(spec),
    success_codes,
    fatal_codes: spec.exitRules.fatal,
    ignore_codes: spec.exitRules.ignore,
    logs,
  };
  const encoded = Schema.encodeUnknownSync(ServiceFile)(file);
  return spec.interpolatesReplica ? withMarks(encoded) : encoded;
};
