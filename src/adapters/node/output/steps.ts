/**
 * The moments between which a daemon that is killed leaves something half done. The tests kill one at each;
 * a new step in the protocol gets its name here and is tested with that.
 */
export const steps = [
  /** Lines were found in a file, and nothing is written of them. */
  "found",
  /** They are in the index, and nobody was told. */
  "recorded",
  /** The first part of an archive is written. */
  "compressing",
  /** An archive is complete and durable, under a name that doesn't count yet. */
  "compressed",
  /** It counts, and the space of what is in it is taken twice. */
  "archived",
  /** That space is free. */
  "freed",
  /** Where there are no holes to punch: a program is about to be stopped. */
  "freezing",
  /** It stands still, all that it has printed is archived, and its file is about to be emptied. */
  "truncating",
  /** The file is empty. */
  "truncated",
  /** It is as it should be, and the program still stands still. */
  "begun anew",
  /** Old lines are out of the index, and their files are still there. */
  "forgotten",
  /** The files are gone. */
  "removed",
] as const;
export type Step = (typeof steps)[number];

/** Is told each step before what follows it. */
export type StepObserver = (step: Step) => void;
