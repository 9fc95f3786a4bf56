import { Either, ParseResult, Schema } from "effect";
import { legalName } from "../domain/ChildPath.ts";
import type { Backoff, ChildSpec, Command, Ready, ServiceSpec, SupervisorSpec } from "../domain/ChildSpec.ts";
import { childContradictions } from "../policy/contradictions.ts";
import { suggestion } from "../policy/nearest.ts";
import { parseCommandLine } from "./commandLine.ts";
import { comingKeys, ServiceFile, SupervisorFile } from "./language.ts";
import { entry, type Located, type LocatedMap, plain, positionOf, without } from "./located.ts";
import type { Report } from "./report.ts";

/** What reading a child needs besides the child. */
interface Surroundings {
  readonly report: Report;
  /** Absolute folder that relative working directories start from. */
  readonly directory: string;
}

/** The keys of a struct, nested structs included: what may be written at each place. */
const keysOf = (schema: { readonly fields: Readonly<Record<string, unknown>> }): ReadonlyArray<string> =>
  Object.keys(schema.fields);

/** Say which keys mean nothing here, and return the map without them. */
export const knownKeys = (
  map: LocatedMap,
  legal: ReadonlyArray<string>,
  where: string,
  report: Report,
): LocatedMap => {
  const unknown = [...map.entries].filter(([key]) => !legal.includes(key));
  for (const [key, { keyAt }] of unknown) {
    if (comingKeys.includes(key)) {
      report.say(
        keyAt,
        `${key} is part of the language, but not supported by this version yet`,
        "remove it for now",
      );
    } else report.say(keyAt, `unknown key "${key}" in ${where}`, suggestion(key, legal));
  }
  return without(map, ...unknown.map(([key]) => key));
};

/** Decode a map with a schema, saying everything that is wrong at the place where it was written. */
export const decode = <A, I>(schema: Schema.Schema<A, I>, map: LocatedMap, report: Report): A | null =>
  Either.match(Schema.decodeUnknownEither(schema, { errors: "all" })(plain(map)), {
    onRight: (value) => value,
    onLeft: (error) => {
      const said = new Set<string>();
      for (const { path, message } of ParseResult.ArrayFormatter.formatErrorSync(error)) {
        const text = path.length > 0 ? `${path.join(".")}: ${message}` : message;
        if (!said.has(text))
          report.say(positionOf(map, path), text.replace(/^(\S+): is missing$/, 'missing "$1"'));
        said.add(text);
      }
      return null;
    },
  });

/** The children of a supervisor, in document order; what can't be read is said and left out. */
export const readChildren = (
  children: Located | undefined,
  supervisor: Pick<SupervisorSpec, "autoShutdown">,
  around: Surroundings,
): ReadonlyArray<ChildSpec> => {
  if (children === undefined) return [];
  if (children.kind !== "map") {
    around.report.say(
      children.at,
      "children is a map from names to children",
      "write each child as `name:` with its keys below",
    );
    return [];
  }
  return [...children.entries].flatMap(([name, { keyAt, value }]) => {
    if (!legalName.test(name)) {
      around.report.say(
        keyAt,
        `"${name}" is not a legal name`,
        "use letters, digits, . _ and -, beginning with a letter or digit",
      );
    }
    const child = readChild(name, value, around);
    if (!child) return [];
    for (const wrong of childContradictions(child, supervisor))
      around.report.say(positionOf(value, ["significant"]), `${name}: ${wrong}`);
    return [child];
  });
};

const readChild = (name: string, child: Located, around: Surroundings): ChildSpec | null => {
  const { report } = around;
  if (child.kind !== "map") {
    report.say(child.at, `${name} has no keys`, "give it a command, or children");
    return null;
  }
  const isSupervisor = child.entries.has("children");
  if (isSupervisor && child.entries.has("command")) {
    report.say(
      child.at,
      `${name} has both command and children`,
      "a service has a command, a supervisor has children: split it",
    );
    return null;
  }
  return isSupervisor ? readSupervisor(name, child, around) : readService(name, child, around);
};

const readSupervisor = (name: string, map: LocatedMap, around: Surroundings): SupervisorSpec | null => {
  const { report } = around;
  const strategy = entry(map, "strategy");
  if (strategy?.kind === "scalar" && strategy.value === "simple_one_for_one") {
    report.say(
      strategy.at,
      "simple_one_for_one is what replicas are run by",
      "write `replicas: N` on a service",
    );
  }
  const file = decode(SupervisorFile, knownKeys(map, keysOf(SupervisorFile), name, report), report);
  const autoShutdown = file?.auto_shutdown ?? "never";
  const children = readChildren(entry(map, "children"), { autoShutdown }, around);
  return (
    file && { ...supervisedPart(name, file, "infinity"), ...supervisorPart(file), children, template: null }
  );
};

/** The part that the root and other supervisors share. */
export const supervisorPart = (
  file: Pick<SupervisorFile, "strategy" | "intensity" | "period" | "auto_shutdown" | "start">,
) => ({
  kind: "supervisor" as const,
  strategy: file.strategy ?? ("one_for_one" as const),
  intensity: file.intensity ?? 5,
  periodMs: file.period ?? 60_000,
  autoShutdown: file.auto_shutdown ?? ("never" as const),
  start: file.start ?? ("serial" as const),
});

const defaultLimit = { restarts: 10, periodMs: 300_000 };

/** The part that services and supervisors share, with its defaults. */
export const supervisedPart = <Shutdown extends ChildSpec["shutdown"]>(
  id: string,
  file: SupervisorFile,
  shutdown: Shutdown,
) => {
  const onLimit = file.on_limit ?? null;
  const limit = file.limit && { restarts: file.limit.restarts, periodMs: file.limit.period };
  return {
    id,
    restart: file.restart ?? ("permanent" as const),
    significant: file.significant ?? false,
    shutdown: file.shutdown ?? shutdown,
    backoff: backoffOf(file.backoff),
    limit: limit ?? (onLimit === "fail" || onLimit === "wait" ? defaultLimit : null),
    onLimit,
    autostart: file.autostart ?? true,
  };
};

const backoffOf = (file: SupervisorFile["backoff"]): Backoff => {
  if (file === "none") return { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0 };
  const maxMs = file?.max ?? 60_000;
  return {
    initialMs: file?.initial ?? 1_000,
    factor: file?.factor ?? 2,
    maxMs,
    jitter: file?.jitter ?? 0.2,
    resetAfterMs: file?.reset_after ?? Math.max(60_000, maxMs),
  };
};

const readService = (name: string, map: LocatedMap, around: Surroundings): ChildSpec | null => {
  const { report, directory } = around;
  const legal = keysOf(ServiceFile);
  const known = knownKeys(map, legal, name, report);
  for (const [key, fields] of [
    ["ready", ["min_uptime", "log", "notify", "timeout"]],
    ["stop", ["signal", "timeout"]],
    ["limit", ["restarts", "period"]],
    ["backoff", ["initial", "factor", "max", "jitter", "reset_after"]],
  ] as const) {
    const inner = entry(known, key);
    if (inner?.kind === "map") knownKeys(inner, fields, `${name}.${key}`, report);
  }
  if (!map.entries.has("command")) {
    report.say(
      map.at,
      `${name} has no command`,
      "add `command:`, or `children:` if it is to be a supervisor",
    );
    decode(ServiceFile.omit("command"), known, report);
    return null;
  }
  const file = decode(ServiceFile, known, report);
  if (!file) return null;
  const command = typeof file.command === "string" ? parseCommandLine(file.command) : { argv: file.command };
  if (!command)
    report.say(positionOf(map, ["command"]), `${name}: the command is empty`, "write what is to be run");
  sayContradictions(name, file, map, report);
  if (!command) return null;
  const spec = serviceDefaults(name, file, command, resolvePath(directory, file.cwd ?? "."));
  return file.replicas === undefined ? spec : replicated(spec, file.replicas, file);
};

/** What a service comes to with every default filled in. */
export const serviceDefaults = (
  name: string,
  file: ServiceFile,
  command: Command,
  cwd: string,
): ServiceSpec => ({
  kind: "service",
  ...supervisedPart(
    name,
    { ...file, restart: file.restart ?? (file.oneshot ? "temporary" : "permanent") },
    file.stop?.timeout ?? 10_000,
  ),
  command,
  cwd,
  env: file.env ?? {},
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
});

const readyTimeout = 60_000;

const readyOf = ({ ready, min_uptime, oneshot }: ServiceFile): Ready => {
  const timeoutMs = ready?.timeout ?? readyTimeout;
  if (oneshot) return { kind: "exit", timeoutMs: ready?.timeout ?? null };
  if (ready?.log !== undefined) return { kind: "log", pattern: ready.log, timeoutMs };
  if (ready?.notify !== undefined) return { kind: "notify", fd: ready.notify, timeoutMs };
  return { kind: "alive", minUptimeMs: ready?.min_uptime ?? min_uptime ?? 1_000 };
};

/** A service with replicas: a supervisor of instances that are started and restarted each on its own. */
const replicated = (
  service: ServiceSpec,
  replicas: number,
  group: Pick<ServiceFile, "intensity" | "period">,
): SupervisorSpec => {
  const template = { ...service, id: "#", autostart: true };
  return {
    ...supervisedPart(service.id, { autostart: service.autostart }, "infinity"),
    ...supervisorPart(group),
    strategy: "simple_one_for_one",
    start: "parallel",
    template,
    children: Array.from({ length: replicas }, (_, index) => ({ ...template, id: `#${index + 1}` })),
  };
};

/** What can't be meant together within one service. */
const sayContradictions = (name: string, file: ServiceFile, map: LocatedMap, report: Report): void => {
  const say = (key: string, message: string, hint: string): void =>
    report.say(positionOf(map, [key]), `${name}: ${message}`, hint);
  const kinds = (["min_uptime", "log", "notify"] as const).filter((kind) => file.ready?.[kind] !== undefined);
  if (kinds.length > 1)
    say("ready", `ready has ${kinds.join(" and ")}`, "keep the one that tells when it is ready");
  if (file.oneshot && kinds.length > 0) {
    say("oneshot", "a oneshot is ready when it has ended with success", "remove its readiness");
  }
  if (file.oneshot && file.restart === "permanent") {
    say(
      "restart",
      "a permanent oneshot would run for ever again",
      "use transient (again after a failure) or temporary",
    );
  }
  if (file.shutdown !== undefined && file.stop?.timeout !== undefined) {
    say("shutdown", "shutdown and stop.timeout say the same thing", "keep one of them");
  }
  if (file.replicas === undefined && (file.intensity ?? file.period) !== undefined) {
    const key = file.intensity === undefined ? "period" : "intensity";
    say(
      key,
      `${key} is for supervisors and replicated children`,
      "use `limit` for the restarts of one child",
    );
  }
  if (file.replicas !== undefined && file.significant) {
    say(
      "significant",
      "instances come and go, so a replicated child can't be significant",
      "remove one of the two",
    );
  }
};

/** A path from a folder, without Node: the language is read in browsers too. */
const resolvePath = (directory: string, path: string): string => {
  const whole = path.startsWith("/") ? path : `${directory}/${path}`;
  const parts: Array<string> = [];
  for (const part of whole.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
};
