import type { RunLimit, RunLimits } from "../../../../domain/tree/Limits.ts";

/** How the kernel has a limit of a control group (Documentation/admin-guide/cgroup-v2.rst). */
interface LimitFile {
  /** The controller that has to be enabled for it. */
  readonly controller: string;
  readonly file: string;
  readonly write: (amount: number) => string;
  /** The amount in the file; null: unlimited. */
  readonly read: (text: string) => number | null;
  /** Where the kernel tells how much is in use; null: it does not. */
  readonly used: string | null;
}

/** The period over which processor time is measured, in µs; the kernel's default. */
const period = 100_000;

/** The kernel takes no less, in µs. */
const leastQuota = 1_000;

const whole = (text: string): number | null => (text.trim() === "max" ? null : Number(text));

export const limitFiles: Readonly<Record<RunLimit, LimitFile>> = {
  memory: {
    ...{ controller: "memory", file: "memory.max", used: "memory.current" },
    write: String,
    read: whole,
  },
  cpu: {
    ...{ controller: "cpu", file: "cpu.max", used: null },
    write: (cores) => `${Math.max(leastQuota, Math.round(cores * period))} ${period}`,
    read: (text) => {
      const [quota = "max", per = period] = text.trim().split(" ");
      return quota === "max" ? null : Number(quota) / Number(per);
    },
  },
  processes: {
    ...{ controller: "pids", file: "pids.max", used: "pids.current" },
    write: String,
    read: whole,
  },
};

/** The limits that a run can have, in the order in which they are set. */
export const runLimitNames = Object.keys(limitFiles) as ReadonlyArray<RunLimit>;

/** The limits that a declaration has. */
export const declaredIn = (limits: RunLimits | undefined): ReadonlyArray<RunLimit> =>
  runLimitNames.filter((name) => limits?.[name] !== undefined);
