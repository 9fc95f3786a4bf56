import type { SpawnOptions } from "node:child_process";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import type { Command } from "../../../../domain/tree/Command.ts";
import type { Port } from "../../../../domain/tree/ports.ts";
import { environmentOf } from "../environment/environment.ts";
import { forInstance } from "../environment/forInstance.ts";
import type { EnvFileParser } from "../environment/secrets.ts";
import { markOf } from "../records/runDirectory.ts";
import { portVariables } from "../records/runFacts.ts";
import { groupsPrefix } from "../users/becomeUser.ts";
import { credentialsOf } from "../users/credentials.ts";
import { argvOf, preflight } from "./preflight.ts";
import { spawnIdentity } from "./startShim.ts";

/** The run that a command is run beside. */
interface RunBeside {
  readonly path: ChildPath;
  readonly run: number;
  readonly spec: ProcessSpec;
  readonly ports: ReadonlyArray<Port>;
}

interface World {
  readonly home: string;
  readonly parseEnvFile: EnvFileParser;
}

/** A command as Node starts it. */
interface Prepared {
  /** Programs that run the command as another user; empty if there is no need. */
  readonly prefix: ReadonlyArray<string>;
  readonly argv: ReadonlyArray<string>;
  readonly options: SpawnOptions & { readonly env: Readonly<Record<string, string>> };
}

/**
 * What to start to run a command as a child itself is run: its user, folder and environment, with the mark of the run; a
 * string: why that is impossible.
 */
export const beside = (
  command: Command,
  { path, run, spec, ports }: RunBeside,
  { home, parseEnvFile }: World,
): Prepared | string => {
  const resolved = forInstance({ path, run, spec: { ...spec, shutdown: 0 } });
  const own = { ...resolved.spec, command };
  try {
    const who = credentialsOf(own);
    const mark = markOf(home, path, run);
    const environment = { ...environmentOf(resolved, mark, who, parseEnvFile), ...portVariables(ports) };
    const problem = preflight(own, who, environment.PATH ?? "");
    if (problem) return problem.message;
    const options = { cwd: spec.cwd, env: environment, detached: true, ...spawnIdentity(who) };
    return { prefix: groupsPrefix(who), argv: argvOf(own), options };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
