/**
 * The moments between which a daemon that is killed leaves something half done. The tests kill one at each;
 * a new step in the protocol gets its name here and is tested with that.
 */
export const steps = [
  /** Lines were found in a file, and nothing is written of them. */
  "found",
  /** They are in the index, and nobody was told. */
  "recorded",
] as const;
export type Step = (typeof steps)[number];

/** Is told each step before what follows it. */
export type StepObserver = (step: Step) => void;
