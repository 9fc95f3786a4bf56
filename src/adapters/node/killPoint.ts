import { onEachStep } from "../../domain/Step.ts";

const variable = "SENTINEL_KILL_AT";

/**
 * For tests: die with SIGKILL when the step that `SENTINEL_KILL_AT=STEP:NTH` names is passed for the NTH time.
 * Nothing happens without the variable, which is taken out of the environment: children must not inherit it.
 */
export const dieAtKillPoint = (environment: NodeJS.ProcessEnv): void => {
  const wanted = environment[variable];
  if (wanted === undefined) return;
  delete environment[variable];
  const [step, nth = "1"] = wanted.split(":");
  let left = Number(nth);
  onEachStep((passed) => {
    if (passed !== step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  });
};
