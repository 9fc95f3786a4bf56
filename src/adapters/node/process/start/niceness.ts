import { spawnSync } from "node:child_process";
import { getPriority } from "node:os";
import { CannotRun } from "../../../../domain/Errors.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import { findExecutable } from "../shim/launcher.ts";
import type { Credentials } from "../users/credentials.ts";
import { spawnIdentity } from "./startShim.ts";

const program = findExecutable("/usr/bin/nice", "/bin/nice");

/** How far the priority of a run is from that of the daemon. */
const difference = ({ nice }: Pick<ProcessSpec, "nice">): number =>
  nice === undefined ? 0 : nice - getPriority();

/** The words to put before a command that has a priority of its own; none otherwise. */
export const nicePrefix = (spec: Pick<ProcessSpec, "nice">): ReadonlyArray<string> => {
  const change = difference(spec);
  return change === 0 || program === null ? [] : [program, "-n", String(change)];
};

/** Earlier results, by user and change of priority; they remain valid while the daemon runs. */
const permitted = new Set<string>();

/** `nice` warns of a refusal, and runs the command all the same. */
const isPermitted = (change: number, who: Credentials): boolean => {
  const tried = `${who.uid}:${change}`;
  if (permitted.has(tried)) return true;
  const trial = spawnSync(program ?? "nice", ["-n", String(change), "/bin/sh", "-c", ":"], {
    ...spawnIdentity(who),
    env: {},
  });
  const works = trial.status === 0 && trial.stderr.length === 0;
  if (works) permitted.add(tried);
  return works;
};

/** Why a run can't have its priority; null if it can. Lowering a priority is always permitted. */
export const niceProblem = (spec: Pick<ProcessSpec, "nice">, who: Credentials): CannotRun | null => {
  const change = difference(spec);
  if (change === 0) return null;
  if (program === null) {
    const message = `nice: ${spec.nice} can't be set, since this machine has no program \`nice\`; install it, or remove the key`;
    return new CannotRun({ problem: "ENOENT", message });
  }
  if (change > 0 || isPermitted(change, who)) return null;
  const message = `nice: ${spec.nice} is not permitted: only root may give a process a higher priority than the daemon's (${getPriority()}); correct it, or give the daemon that priority (Nice= in its unit)`;
  return new CannotRun({ problem: "EPERM", message });
};
