import type { JobState, Phase } from "../../domain/job/JobState.ts";

const later = (at: number | null, byMs: number): number | null => (at === null ? null : at + byMs);

const phaseLater = (phase: Phase, byMs: number): Phase => {
  switch (phase.kind) {
    case "waiting":
      return { ...phase, since: phase.since + byMs };
    case "backoff":
      return { ...phase, due: phase.due + byMs };
    case "running":
      return { ...phase, going: { ...phase.going, stopAt: later(phase.going.stopAt, byMs) } };
    case "stopping":
      return {
        ...phase,
        going: { ...phase.going, stopAt: later(phase.going.stopAt, byMs) },
        killAt: later(phase.killAt, byMs),
      };
  }
};

/** The same job with its real times moved: after a start of the machine, real time begins anew. */
export const rebased = (state: JobState, byMs: number): JobState => ({
  ...state,
  starts: state.starts.map((start) => ({ ...start, phase: phaseLater(start.phase, byMs) })),
});
