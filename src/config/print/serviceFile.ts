import { Schema } from "effect";
import type { EnvValue, ProcessSpec, ServiceSpec } from "../../domain/tree/ChildSpec.ts";
import { ServiceFile } from "../language/language.ts";
import { parseCommandLine } from "../read/commandLine.ts";
import { parseTemplateLine, withMarks } from "../read/perReplica.ts";
import type { FileMap } from "./fileValue.ts";
import { limitsFile } from "./limitsFile.ts";
import { probesFile } from "./probesFile.ts";
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

const portsFile = ({ ports = [] }: ProcessSpec): Pick<ServiceFile, "port" | "ports"> => {
  const own = ports.find(({ name }) => name === null);
  const named = ports.flatMap(({ name, port }) => (name === null ? [] : [[name, port] as const]));
  return {
    ...(own === undefined ? {} : { port: own.port }),
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

/** A service as a map of the file, with all its keys. */
export const serviceFile = (spec: ServiceSpec): FileMap => {
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
    ...portsFile(spec),
    ...(spec.groups === undefined ? {} : { groups: spec.groups }),
    ...(spec.umask === null ? {} : { umask: spec.umask }),
    ...limitsFile(spec),
    ...readyFile(spec),
    ...probesFile(spec),
    ...watchFile(spec),
    ...stop,
    ...supervisedFile(spec),
    success_codes: spec.exitRules.success,
    fatal_codes: spec.exitRules.fatal,
    ignore_codes: spec.exitRules.ignore,
    logs: logsFile(spec),
  };
  const encoded = Schema.encodeUnknownSync(ServiceFile)(file);
  return spec.interpolatesReplica ? withMarks(encoded) : encoded;
};
