import type { Check, ProbePort } from "../../domain/tree/ProbeSpec.ts";
import type { Port } from "../../domain/tree/ports.ts";

/** The number of a port in this run; null if the run does not have it. */
const portNumber = (port: ProbePort, ports: ReadonlyArray<Port>): number | null =>
  typeof port === "number" ? port : (ports.find(({ name }) => name === port.name)?.port ?? null);

/** A check with the ports of a run in place of their names; one that the run does not have keeps its name. */
export const withPorts = (check: Check, ports: ReadonlyArray<Port>): Check =>
  "port" in check ? { ...check, port: portNumber(check.port, ports) ?? check.port } : check;
