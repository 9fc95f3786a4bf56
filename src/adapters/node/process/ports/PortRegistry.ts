import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SpawnFailed } from "../../../../domain/Errors.ts";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { BusyPort, ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import { fixedPort, highestPort, type Port } from "../../../../domain/tree/ports.ts";
import { replaceFile } from "../../../../home/replaceFile.ts";
import { pollDelays } from "../watch/pollDelays.ts";
import { killIfAlive } from "../watch/send.ts";
import { type Listener, listenersOn } from "./listeners.ts";
import { findHolder, holderOf } from "./portHolder.ts";

/** Above the ports that are commonly configured, and below the ephemeral ports, which begin at 32768 on Linux. */
const autoRange = { first: 20_000, count: 10_000 };

/** How long SIGKILL may take, in ms; a port that is busy afterwards is reported. */
const killTimeout = 5_000;

/** A port that was assigned to a child permanently. */
interface AutoPort {
  readonly path: ChildPath;
  readonly name: string | null;
  readonly port: number;
}

const isAutoPort = (value: unknown): value is AutoPort =>
  typeof value === "object" &&
  value !== null &&
  "path" in value &&
  typeof value.path === "string" &&
  "name" in value &&
  (value.name === null || typeof value.name === "string") &&
  "port" in value &&
  Number.isInteger(value.port);

const keyOf = (path: ChildPath, name: string | null): string => `${path}\n${name ?? ""}`;

const readAssigned = (file: string): ReadonlyArray<AutoPort> => {
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(found) ? found.filter(isAutoPort) : [];
  } catch {
    // None is assigned yet; or the file is damaged, and new ports are assigned.
    return [];
  }
};

type DeclaredPorts = Pick<ProcessSpec, "ports" | "busyPorts">;

/** The ports of a child with this treatment if they are busy. One that is chosen is free. */
const treatedAs = (
  treatment: BusyPort,
  path: ChildPath,
  { ports = [], busyPorts = [] }: DeclaredPorts,
): ReadonlyArray<Port> => {
  const names = busyPorts.flatMap(({ name, busy }) => (busy === treatment ? [name] : []));
  return ports.filter(({ name }) => names.includes(name)).flatMap((one) => fixedPort(one, path) ?? []);
};

const refuseTooHigh = ({ port }: Port): void => {
  if (port > highestPort)
    throw new SpawnFailed({
      code: "ERANGE",
      message: `its port would be ${port}, and ${highestPort} is the highest; begin with a lower port`,
    });
};

const isFree = async (port: number): Promise<boolean> => (await listenersOn([port])).length === 0;

/** The ports of a home's children: fixed ones, and automatic ones, which are kept in `ports.json`. */
export class PortRegistry {
  readonly #home: string;
  readonly #file: string;
  /** Loaded on first use. */
  #assigned: Map<string, AutoPort> | null = null;

  constructor(home: string) {
    this.#home = home;
    this.#file = join(home, "ports.json");
  }

  /**
   * The ports that a run will listen on, all of them free. Rejects with SpawnFailed if one is in use, and with the
   * file system's error if an assignment can't be saved.
   */
  async portsFor(path: ChildPath, spec: DeclaredPorts): Promise<ReadonlyArray<Port>> {
    const { ports = [] } = spec;
    if (ports.length === 0) return [];
    const fixed = ports.flatMap((declared) => fixedPort(declared, path) ?? []);
    fixed.forEach(refuseTooHigh);
    for (const { port } of treatedAs("kill_own", path, spec)) await this.#killOwn(path, port);
    const listeners = await listenersOn(fixed.map(({ port }) => port));
    for (const { port } of fixed) await this.#refuseIfBusy(port, listeners);
    const taken = new Set(fixed.map(({ port }) => port));
    const given: Array<Port> = [];
    for (const declared of ports)
      given.push(fixedPort(declared, path) ?? (await this.#assign(path, declared.name, taken)));
    return given;
  }

  /**
   * What the start of a child waits for: the ports with `busy: wait` that another process listens on, in a few words; null
   * if all are free.
   */
  async inTheWay(path: ChildPath, spec: DeclaredPorts): Promise<string | null> {
    const awaited = treatedAs("wait", path, spec);
    if (awaited.length === 0) return null;
    const [first] = await listenersOn(awaited.map(({ port }) => port));
    return first === undefined ? null : `waits: ${await this.#describe(first)}`;
  }

  /** Kill what listens on a port and is left of the child's own runs, of which none is alive now. */
  async #killOwn(path: ChildPath, port: number): Promise<void> {
    for await (const _ of pollDelays(killTimeout)) {
      const listeners = await listenersOn([port]);
      const holders = await Promise.all(listeners.map((listener) => findHolder(listener, this.#home)));
      const left = holders.filter((holder) => holder?.child === path);
      if (left.length === 0) return;
      for (const holder of left) if (holder?.identity) killIfAlive(holder.identity);
    }
  }

  async #describe(listener: Listener): Promise<string> {
    const holder = await holderOf(listener, this.#home);
    return `port ${listener.port} is in use${holder === null ? "" : ` by ${holder}`}`;
  }

  async #refuseIfBusy(port: number, listeners: ReadonlyArray<Listener>): Promise<void> {
    const listener = listeners.find((one) => one.port === port);
    if (!listener) return;
    throw new SpawnFailed({ code: "EADDRINUSE", message: await this.#describe(listener) });
  }

  /** The port that was assigned before, unless it is in use now; otherwise a new one. */
  async #assign(path: ChildPath, name: string | null, own: ReadonlySet<number>): Promise<Port> {
    this.#assigned ??= new Map(readAssigned(this.#file).map((kept) => [keyOf(kept.path, kept.name), kept]));
    const assigned = this.#assigned;
    const before = assigned.get(keyOf(path, name));
    if (before && !own.has(before.port) && (await isFree(before.port))) return { name, port: before.port };
    const port = await this.#findFreePort(path, name, { assigned, own });
    this.#save([...assigned.values()]);
    return { name, port };
  }

  /**
   * The search starts at a different port for each port of each home, so that homes rarely compete. A port is assigned
   * before it is looked at, since other children search meanwhile.
   */
  async #findFreePort(
    path: ChildPath,
    name: string | null,
    { assigned, own }: { readonly assigned: Map<string, AutoPort>; readonly own: ReadonlySet<number> },
  ): Promise<number> {
    const isTaken = (port: number): boolean =>
      own.has(port) || [...assigned.values()].some((other) => other.port === port);
    const hash = createHash("sha256")
      .update(`${this.#home}\n${keyOf(path, name)}`)
      .digest();
    const start = hash.readUInt32BE() % autoRange.count;
    for (let step = 0; step < autoRange.count; step += 1) {
      const port = autoRange.first + ((start + step) % autoRange.count);
      if (isTaken(port)) continue;
      assigned.set(keyOf(path, name), { path, name, port });
      if (await isFree(port)) return port;
    }
    assigned.delete(keyOf(path, name));
    throw new SpawnFailed({
      code: "EADDRINUSE",
      message: `no port from ${autoRange.first} to ${autoRange.first + autoRange.count - 1} is free; write a number for it`,
    });
  }

  #save(kept: ReadonlyArray<AutoPort>): void {
    replaceFile(this.#file, `${JSON.stringify(kept, null, 1)}\n`);
  }
}
