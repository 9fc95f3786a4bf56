import { type Port, portVariable } from "../../../../domain/tree/ports.ts";
import type { RunningProcess } from "../../../../ports/machine/ProcessSpawner.ts";
import { withFileValues } from "../environment/fileValues.ts";
import type { EnvFileParser } from "../environment/secrets.ts";
import type { RunFacts } from "./runDirectory.ts";

/** The environment variables that carry a run's ports. */
export const portVariables = (ports: ReadonlyArray<Port>): Readonly<Record<string, string>> =>
  Object.fromEntries(ports.map(({ name, port }) => [portVariable(name), String(port)]));

/** Add to a run the facts that are known since its start. */
export const withRunFacts = (
  process: RunningProcess,
  { ports = [], files }: RunFacts,
  parseEnvFile: EnvFileParser,
): RunningProcess =>
  withFileValues(ports.length === 0 ? process : { ...process, ports }, files, parseEnvFile);
