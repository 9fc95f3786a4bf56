import type { Probe } from "../../domain/tree/ProbeSpec.ts";

/** The result of one attempt of a probe; `message` says what was found. */
export interface ProbeResult {
  readonly outcome: "success" | "failure";
  readonly message: string;
}

/** What the attempts of a probe in one run amount to. */
export interface Standing {
  readonly verdict: "unknown" | "passing" | "failing";
  /** Consecutive successes and failures; successes are counted only as long as they can change the verdict. */
  readonly successes: number;
  readonly failures: number;
  /** What the last failure found; null if the last attempt succeeded, or there was none. */
  readonly message: string | null;
}

/** The probe has not been tried in this run. */
export const untried: Standing = { verdict: "unknown", successes: 0, failures: 0, message: null };

const passing: Standing = { verdict: "passing", successes: 0, failures: 0, message: null };

/** When the verdict of a probe changes: after this many results of the same kind. Source: Kubernetes, probe thresholds. */
type Thresholds = Pick<Probe, "successes" | "failures">;

/** The standing after another result; the same object if nothing has changed, which is the rule for a healthy child. */
export const afterResult = (
  standing: Standing,
  { outcome, message }: ProbeResult,
  { successes, failures }: Thresholds,
): Standing => {
  if (outcome === "failure") {
    const failed = standing.failures + 1;
    return {
      verdict: failed >= failures ? "failing" : standing.verdict,
      successes: 0,
      failures: failed,
      message,
    };
  }
  if (standing.verdict === "passing" && standing.failures === 0) return standing;
  if (standing.verdict === "passing") return passing;
  const succeeded = standing.successes + 1;
  if (succeeded >= successes) return passing;
  return { verdict: standing.verdict, successes: succeeded, failures: 0, message: null };
};
