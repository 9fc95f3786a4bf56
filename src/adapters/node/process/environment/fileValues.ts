import { createHash, randomBytes } from "node:crypto";
import { Effect } from "effect";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import type { RunningProcess } from "../../../../ports/machine/ProcessSpawner.ts";
import { declaredEnvironment, type EnvFileParser } from "./secrets.ts";

/** The variables that a run was given from a file; a hash instead of the values tells whether they have changed. */
export interface FileValues {
  readonly file: string;
  /** Names of the run's variables with their keys in the file; see `SecretSource`. */
  readonly variables: ReadonlyArray<readonly [name: string, key: string | null]>;
  /** Random, so that runs with equal values don't have equal hashes. */
  readonly salt: string;
  readonly hash: string;
}

type Environment = Readonly<Record<string, string>>;

const hashOf = (variables: FileValues["variables"], environment: Environment, salt: string): string =>
  createHash("sha256")
    .update(JSON.stringify([salt, variables.map(([name]) => [name, environment[name]])]))
    .digest("hex");

/** The run's variables that come from files; `environment` is the run's, as started. */
export const fileValuesOf = (
  { env }: Pick<ProcessSpec, "env">,
  environment: Environment,
): ReadonlyArray<FileValues> => {
  const byFile = new Map<string, Array<readonly [string, string | null]>>();
  for (const [name, value] of Object.entries(env)) {
    if (typeof value === "string" || "env" in value.secret) continue;
    const { file, key } = value.secret;
    byFile.set(file, [...(byFile.get(file) ?? []), [name, key]]);
  }
  return [...byFile].map(([file, variables]) => {
    const salt = randomBytes(16).toString("hex");
    return { file, variables, salt, hash: hashOf(variables, environment, salt) };
  });
};

/** Whether the file is readable and has other values now. An unreadable one is reported by the next start. */
const isStale = ({ file, variables, salt, hash }: FileValues, parseEnvFile: EnvFileParser): boolean => {
  const env = Object.fromEntries(variables.map(([name, key]) => [name, { secret: { file, key } }]));
  try {
    return hashOf(variables, declaredEnvironment({ env }, parseEnvFile), salt) !== hash;
  } catch {
    return false;
  }
};

/** Add to a run which of its files have other values now. */
export const withFileValues = (
  process: RunningProcess,
  values: ReadonlyArray<FileValues> = [],
  parseEnvFile: EnvFileParser,
): RunningProcess =>
  values.length === 0
    ? process
    : {
        ...process,
        staleFiles: Effect.sync(() =>
          values.filter((each) => isStale(each, parseEnvFile)).map(({ file }) => file),
        ),
      };
