import type { ServiceSpec } from "../../../domain/tree/ChildSpec.ts";
import type { Check, ProbePort } from "../../../domain/tree/ProbeSpec.ts";
import { suggestion } from "../../../policy/nearest.ts";
import { type LocatedMap, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { hostAndPort, statusRange } from "../../language/fields/network.ts";
import type { HttpRequest } from "../../language/probes.ts";
import { parseCommandLine } from "./commandLine.ts";

/** What a probe checks, in the file. */
export interface CheckFile {
  readonly tcp?: number | string;
  readonly http?: string | HttpRequest;
  readonly exec?: string | readonly [string, ...ReadonlyArray<string>];
  readonly silent_for?: number;
}

/** Where a check is declared, and the ports that it may name. */
export interface Place {
  readonly ports: NonNullable<ServiceSpec["ports"]>;
  readonly map: LocatedMap;
  readonly path: ReadonlyArray<string>;
  readonly report: Report;
}

const kinds = ["tcp", "http", "exec", "silent_for"] as const;

/** The check of a probe; null if it is invalid, which is reported. */
export const readCheck = (file: CheckFile, place: Place): Check | null => {
  const { map, path, report } = place;
  const found = kinds.filter((kind) => file[kind] !== undefined);
  const where = path.join(".");
  if (found.length !== 1) {
    const at = positionOf(map, path);
    if (found.length === 0) report.error(at, `${where} checks nothing`, "add http, tcp or exec");
    else report.error(at, `${where} has ${found.join(" and ")}`, "keep one of them");
    return null;
  }
  if (file.tcp !== undefined) return tcpCheck(file.tcp, place);
  if (file.http !== undefined)
    return httpCheck(typeof file.http === "string" ? { url: file.http } : file.http, place);
  if (file.silent_for !== undefined) return { kind: "output", withinMs: file.silent_for };
  const command =
    typeof file.exec === "string" ? parseCommandLine(file.exec) : file.exec && { argv: file.exec };
  if (command && !("argv" in command && command.argv[0] === "")) return { kind: "exec", command };
  report.error(positionOf(map, [...path, "exec"]), "the command is empty", "write the command to run");
  return null;
};

/** The address of this machine, from which a child's own ports are probed. */
export const ownHost = "127.0.0.1";

const isOwnHost = (host: string): boolean => host === ownHost || host === "localhost" || host === "::1";

/** A port of a host; a declared port of the child itself by its name, since every instance has its own. */
const portOn = (host: string, port: number, { ports }: Place): ProbePort => {
  const own = isOwnHost(host) ? ports.find((declared) => declared.port === port) : undefined;
  return own ? { name: own.name } : port;
};

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");

const tcpCheck = (target: number | string, place: Place): Check | null => {
  if (typeof target === "number") return { kind: "tcp", host: ownHost, port: portOn(ownHost, target, place) };
  const found = hostAndPort.exec(target)?.groups;
  if (found) {
    const host = withoutBrackets(found.host ?? "");
    return { kind: "tcp", host, port: portOn(host, Number(found.port), place) };
  }
  const port = namedPort(target, [...place.path, "tcp"], place);
  return port === null ? null : { kind: "tcp", host: ownHost, port };
};

/** The name by which the port without a name is called. */
export const unnamedPort = "port";

/** A declared port by its name. */
const namedPort = (
  name: string,
  at: ReadonlyArray<string>,
  { ports, map, report }: Place,
): ProbePort | null => {
  const known = ports.map((port) => port.name ?? unnamedPort);
  const index = known.indexOf(name);
  if (index >= 0) return { name: ports[index]?.name ?? null };
  report.error(
    positionOf(map, at),
    `this child declares no port called ${name}`,
    known.length > 0 ? suggestion(name, known) : "declare it under `ports`, or write a number or HOST:PORT",
  );
  return null;
};

/** The child's own port that a path is requested from. */
const portOfPath = ({ url, port }: HttpRequest, place: Place): ProbePort | null => {
  const { ports, map, path, report } = place;
  if (port !== undefined) return namedPort(port, [...path, "http", "port"], place);
  const own = ports.find(({ name }) => name === null) ?? (ports.length === 1 ? ports[0] : undefined);
  if (own) return { name: own.name };
  report.error(
    positionOf(map, [...path, "http"]),
    `${url} is a path, but the child declares ${ports.length === 0 ? "no port" : "several ports"}`,
    ports.length === 0
      ? "add `port:` to the child, or write the whole URL"
      : `write { url: ${url}, port: NAME }, or the whole URL`,
  );
  return null;
};

const httpCheck = (request: HttpRequest, place: Place): Check | null => {
  const { url, method = "GET", headers = {}, body = null } = request;
  const expected = {
    method: method.toUpperCase(),
    headers,
    status: statusesOf(request),
    body,
  };
  if (url.startsWith("/")) {
    const port = portOfPath(request, place);
    return port === null
      ? null
      : { kind: "http", scheme: "http", host: ownHost, port, path: url, ...expected };
  }
  if (request.port !== undefined) {
    place.report.error(
      positionOf(place.map, [...place.path, "http", "port"]),
      "the URL has a port of its own",
      "remove `port`, or write a path alone as `url`",
    );
    return null;
  }
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const scheme = protocol === "https:" ? "https" : "http";
  const host = withoutBrackets(hostname);
  const number = port === "" ? (scheme === "https" ? 443 : 80) : Number(port);
  return {
    kind: "http",
    scheme,
    host,
    port: portOn(host, number, place),
    path: `${pathname}${search}`,
    ...expected,
  };
};

type Statuses = Extract<Check, { kind: "http" }>["status"];

const statusesOf = ({ status = "200-399" }: HttpRequest): Statuses => {
  const [first = "200-399", ...others] = typeof status === "string" ? [status] : status;
  return [rangeOf(first), ...others.map(rangeOf)];
};

const rangeOf = (text: string): Statuses[number] => {
  const { from = "", to = from } = statusRange.exec(text)?.groups ?? {};
  return { from: Number(from), to: Number(to) };
};
