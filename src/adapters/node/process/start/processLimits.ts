import { basename } from "node:path";
import { CannotRun } from "../../../../domain/Errors.ts";
import {
  type Amount,
  type Limits,
  type ProcessLimit,
  processLimitNames,
} from "../../../../domain/tree/Limits.ts";

/** The option of `ulimit` for a limit, and its unit in bytes or ms. */
interface Option {
  readonly letter: string;
  readonly unit: number | "block";
}

const options: Readonly<Record<ProcessLimit, Option>> = {
  openFiles: { letter: "n", unit: 1 },
  core: { letter: "c", unit: "block" },
  stack: { letter: "s", unit: 1024 },
  cpuTimeMs: { letter: "t", unit: 1000 },
  lockedMemory: { letter: "l", unit: 1024 },
  addressSpace: { letter: "v", unit: 1024 },
  fileSize: { letter: "f", unit: "block" },
};

/** In the order in which they are set: that of the size of files is last, since a shell may have to write. */
const order = Object.keys(processLimitNames) as ReadonlyArray<ProcessLimit>;

/** POSIX has blocks of 512 bytes; bash, unless it is called sh, has 1024. */
const blockOf = (shell: string): number => (basename(shell) === "bash" ? 1024 : 512);

/**
 * The limits of each process as the shim sets them: its name, the option of `ulimit`, the soft and the hard limit, and so
 * on. Amounts between two of the shell's units become the larger one, so that a small one does not become none.
 */
export const limitWords = (limits: Limits | undefined, shell: string): string =>
  order
    .flatMap((name) => {
      const limit = limits?.[name];
      if (limit === undefined) return [];
      const { letter, unit } = options[name];
      const inUnits = (amount: Amount): Amount =>
        amount === "unlimited" ? amount : Math.ceil(amount / (unit === "block" ? blockOf(shell) : unit));
      return [processLimitNames[name], letter, inUnits(limit.soft), inUnits(limit.hard)];
    })
    .join(" ");

/** Why a run was not started whose limit the shim could not set; null if that is not the reason. */
export const limitProblem = (shellOutput: string): CannotRun | null => {
  const name = /(?:^|; )refused (\w+)/.exec(shellOutput)?.[1];
  if (name === undefined) return null;
  const message = `the system refuses limits.${name}: it is above the daemon's own hard limit, or there is no such limit here; correct it, or raise that of the daemon (LimitNOFILE= and so on in its unit, /etc/security/limits.conf, \`ulimit -H\`)`;
  return new CannotRun({ problem: "EPERM", message });
};
