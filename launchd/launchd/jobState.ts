import {
  type ServiceEnd,
  type ServiceProblem,
  type ServiceState,
  serviceExitCode,
} from "../ServiceManager.ts";
import type { PrintedJob } from "./printed.ts";

/** launchd says it for a moment between fork and exec. */
const beforeExec = ["xpcproxy", "trampoline"];

const isBad = (end: ServiceEnd | null): boolean => end !== null && !("code" in end && end.code === 0);

const stateOf = ({ state, pid, runs, lastEnd }: PrintedJob): ServiceState["state"] => {
  if (state === "SIGTERMed") return "stopping";
  if (beforeExec.includes(state)) return "starting";
  // Whatever launchd calls it, it lives.
  if (pid !== null) return "running";
  if (state === "not running") return "stopped";
  if (state === "spawn scheduled") return (runs ?? 0) > 1 && isBad(lastEnd) ? "failing" : "starting";
  return "unknown";
};

const unusableProgram = (
  { program, lastEnd, isInPenaltyBox, pid }: PrintedJob,
  exists: (path: string) => boolean,
): ReadonlyArray<ServiceProblem> => {
  if (pid !== null) return [];
  if (program !== null && !exists(program))
    return [
      {
        what: `its program ${program} doesn't exist any more, perhaps after an upgrade of node`,
        remedy: "install the service again with `sentinel service install`",
      },
    ];
  const isUnusable = lastEnd !== null && "code" in lastEnd && lastEnd.code === serviceExitCode.unusable;
  if (!isUnusable && !isInPenaltyBox) return [];
  return [
    {
      what: "launchd could not start its daemon (78): its program, its folder or its log can't be used, or node was upgraded",
      remedy: "`sentinel service logs` shows what it has printed; then install the service again",
    },
  ];
};

const pended = ({ isPended, pid }: PrintedJob): ReadonlyArray<ServiceProblem> =>
  isPended && pid === null
    ? [
        {
          what: "launchd does not start it by itself, since it was loaded from a session without a screen",
          remedy: "`sentinel service start` starts it; so does the next login at the screen",
        },
      ]
    : [];

const notRestarted = (job: PrintedJob): ReadonlyArray<ServiceProblem> =>
  stateOf(job) === "stopped" && isBad(job.lastEnd) && !job.isPended
    ? [
        {
          what: "its daemon has ended with an error, and launchd has not started it again",
          remedy: "`sentinel service logs` shows why; `sentinel service start` starts it",
        },
      ]
    : [];

/** A loaded job as the state of a service. `exists`: whether a file does. */
export const jobState = (
  job: PrintedJob,
  definition: string,
  exists: (path: string) => boolean,
): ServiceState => {
  const unusable = unusableProgram(job, exists);
  return {
    state: stateOf(job),
    pid: job.pid,
    starts: job.runs,
    lastEnd: job.lastEnd,
    definition,
    problems: [...unusable, ...pended(job), ...(unusable.length > 0 ? [] : notRestarted(job))],
  };
};
