import { type Finding, type Row, well } from "../Finding.ts";

/** Whether the kernel enforces what all processes of a child together may use. */
export interface RunLimitFacts {
  /** Why no child of this daemon can have such limits; null if they can. */
  readonly problem: string | null;
  /** The running children whose limits are not enforced, and why. */
  readonly unenforced: ReadonlyArray<{ readonly path: string; readonly why: string }>;
}

export const runLimitRows = {
  "run-limits": {
    subject: "limits",
    title: "limits of whole children",
    worst: "warning",
    finds:
      "running children declare limits.memory, limits.cpu or limits.processes, and the kernel does not enforce them: there is no control group in which the daemon may make others, or it lacks a controller",
    remedy:
      "Run the daemon as a service with systemd 254 or later, as root, or in a container whose control groups are writable.",
    fix: { leaves: "control groups belong to the system, and their delegation to its administrator" },
  },
} as const satisfies Record<string, Row>;

/** Judge whether such limits are enforced. */
export const judgeRunLimits = ({ problem, unenforced }: RunLimitFacts): ReadonlyArray<Finding> => {
  const [first] = unenforced;
  if (first === undefined)
    return [well("run-limits", problem === null ? "can be enforced" : `can't be enforced: ${problem}`)];
  const more = unenforced.length === 1 ? "" : `; ${unenforced.length - 1} more`;
  return [{ id: "run-limits", found: `${first.path}: ${first.why}${more}`, verdict: "warning" }];
};
