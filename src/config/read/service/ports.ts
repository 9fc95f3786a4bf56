import type { ServiceSpec } from "../../../domain/tree/ChildSpec.ts";
import { highestPort, legalPortName, portVariable } from "../../../domain/tree/ports.ts";
import { entry, type LocatedMap, type Position, placeOf, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { show } from "../../diagnostics/show.ts";
import type { ServiceFile } from "../../language/language.ts";

type PortSpec = NonNullable<ServiceSpec["ports"]>[number];

/** The path of a port within a child. */
const pathOf = ({ name }: PortSpec): ReadonlyArray<string> => (name === null ? ["port"] : ["ports", name]);

/** The ports of a service, the unnamed one first; undefined if it declares none. */
export const portsOf = (file: Pick<ServiceFile, "port" | "ports">): ServiceSpec["ports"] => {
  const all = portFilesOf(file).map(({ name, port }) => ({
    name,
    port: typeof port === "object" ? port.port : port,
  }));
  return all.length === 0 ? undefined : all;
};

/** The ports of a service as they are written, the unnamed one first. */
const portFilesOf = (file: Pick<ServiceFile, "port" | "ports">) => [
  ...(file.port === undefined ? [] : [{ name: null, port: file.port }]),
  ...Object.entries(file.ports ?? {}).map(([name, port]) => ({ name, port })),
];

/** What a start does about busy ports, where it does not just fail; undefined if it always does. */
export const busyPortsOf = (file: Pick<ServiceFile, "port" | "ports">): ServiceSpec["busyPorts"] => {
  const all = portFilesOf(file).flatMap(({ name, port }) =>
    typeof port === "object" && port.busy !== undefined && port.busy !== "fail"
      ? [{ name, busy: port.busy }]
      : [],
  );
  return all.length === 0 ? undefined : all;
};

/** An environment without the variables of ports, which take precedence over env files. */
export const withoutPorts = <Value>(
  env: Readonly<Record<string, Value>>,
  ports: ServiceSpec["ports"] = [],
): Readonly<Record<string, Value>> => {
  const variables = ports.map(({ name }) => portVariable(name));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !variables.includes(name)));
};

/** Reports variables of ports that `env` or another port also sets. */
const reportVariables = (ports: ReadonlyArray<PortSpec>, map: LocatedMap, report: Report): void => {
  const env = entry(map, "env");
  const taken = new Set<string>();
  for (const port of ports) {
    const variable = portVariable(port.name);
    const key = pathOf(port).join(".");
    const written = env?.kind === "map" ? env.entries.get(variable) : undefined;
    if (written)
      report.error(
        written.keyAt,
        `${variable} is also set by ${key}`,
        `remove one of the two: ${key} puts the port into ${variable}`,
      );
    if (taken.has(variable))
      report.error(
        positionOf(map, pathOf(port)),
        `two ports have the variable ${variable}`,
        "give one of them another name",
      );
    taken.add(variable);
  }
};

/** Reports invalid port names; it reads the file, because an object can't have the key `__proto__`. */
const reportNames = (map: LocatedMap, report: Report): void => {
  const written = entry(map, "ports");
  if (written?.kind !== "map") return;
  for (const [name, { keyAt }] of written.entries)
    if (!legalPortName.test(name))
      report.error(
        keyAt,
        `${show(name)} can't be the name of a port`,
        "use letters, digits, - and _, beginning with a letter",
      );
};

/** Reports what a start is to do about ports that are never busy. */
export const reportBusyPorts = (
  file: Pick<ServiceFile, "port" | "ports">,
  map: LocatedMap,
  report: Report,
): void => {
  const chosen = (portsOf(file) ?? []).filter(({ port }) => port === "auto");
  for (const { name } of busyPortsOf(file) ?? []) {
    const port = chosen.find((one) => one.name === name);
    if (port)
      report.error(
        positionOf(map, [...pathOf(port), "busy"]),
        "a port that is chosen is never busy",
        "remove `busy`, or give the port a number",
      );
  }
};

/** Reports what is wrong with the ports of one service. */
const reportPorts = (
  ports: ReadonlyArray<PortSpec>,
  replicas: number,
  map: LocatedMap,
  report: Report,
): void => {
  reportVariables(ports, map, report);
  for (const port of ports) {
    const at = positionOf(map, pathOf(port));
    if (port.port !== "auto" && port.port + replicas - 1 > highestPort)
      report.error(
        at,
        `instance ${replicas} would get port ${port.port + replicas - 1}, but the highest port is ${highestPort}`,
        "start with a lower port",
      );
  }
};

interface Claim {
  readonly child: string;
  readonly at: Position;
}

/** The fixed ports of all children, to detect duplicates. */
export class PortClaims {
  readonly #claims = new Map<number, Claim>();

  /** Claims the ports of a service and its instances, and reports what is wrong with them. */
  claim(
    child: string,
    { ports = [] }: Pick<ServiceSpec, "ports">,
    replicas: number | undefined,
    map: LocatedMap,
    report: Report,
  ): void {
    reportNames(map, report);
    reportPorts(ports, replicas ?? 1, map, report);
    for (const port of ports) {
      if (port.port === "auto") continue;
      const own = { child, at: positionOf(map, pathOf(port)) };
      this.#take(port.port, Math.min(port.port + (replicas ?? 1) - 1, highestPort), own, report);
    }
  }

  #take(from: number, to: number, own: Claim, report: Report): void {
    for (let port = from; port <= to; port += 1) {
      const other = this.#claims.get(port);
      if (other) {
        const whose = other.child === own.child ? `another port of ${own.child}` : other.child;
        report.error(
          own.at,
          `port ${port} of ${own.child} is also used by ${whose}, at ${placeOf(other.at)}`,
          from === to ? "give each its own port" : "instance n gets the port plus n - 1: leave a gap",
        );
        return;
      }
      this.#claims.set(port, own);
    }
  }
}
