import { type CrashPointHook, noCrashPoints } from "../../ports/home/CrashPoints.ts";

const variable = "SENTINEL_KILL_AT";

/**
 * For tests: with `SENTINEL_KILL_AT=POINT:N` this process kills itself with SIGKILL when it passes that crash point
 * for the Nth time. The variable is removed from the environment, so that children don't inherit it.
 */
export const killAtCrashPoint = (environment: NodeJS.ProcessEnv): CrashPointHook => {
  const target = environment[variable];
  if (target === undefined) return noCrashPoints;
  delete environment[variable];
  const [point, nth = "1"] = target.split(":");
  let left = Number(nth);
  return (passed) => {
    if (passed !== point) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  };
};
