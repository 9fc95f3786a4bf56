/**
 * The steps between which a daemon may be killed with something half done: each one is a promise that the
 * next daemon finds its way. `test/process/daemon-death` kills a daemon at every name in `steps`; whoever adds a
 * step to the protocol names it here and says `passing` where it is.
 */

/** Those of starting, stopping and taking up, and of noting it. */
const supervising = [
  "home.claimed",
  "take-up.read",
  "take-up.adopting",
  "take-up.adopted",
  "take-up.resuming",
  "take-up.resumed",
  "spares.half-made",
  "forks.fifo-made",
  "forks.begun",
  "start.directory-made",
  "start.request-written",
  "start.ordered",
  "start.child-seen",
  "start.told",
  "ready.seen",
  "ready.noted",
  "stop.asking",
  "stop.asked",
  "kill.looking",
  "kill.sending",
  "kill.sent",
  "end.heard",
  "end.read",
  "end.swept",
  "end.told",
  "journal.writing",
  "journal.half-written",
  "journal.written",
  "prune.removing",
  "pause.begun",
  "pause.over",
  "apply.begun",
  "apply.step-done",
  "apply.carried-out",
  "apply.noted",
  "hand-over.agreed",
  "hand-over.halted",
  "hand-over.written",
] as const;

/** Those of recording what children print, and of keeping it within its limits. */
export const outputSteps = [
  /** Lines were found in a file, and nothing is written of them. */
  "output.found",
  /** They are in the index, and nobody was told. */
  "output.recorded",
  /** The first part of an archive is written. */
  "output.compressing",
  /** An archive is complete and durable, under a name that doesn't count yet. */
  "output.compressed",
  /** It counts, and the space of what is in it is taken twice. */
  "output.archived",
  /** That space is free. */
  "output.freed",
  /** Old lines are out of the index, and their files are still there. */
  "output.forgotten",
  /** The files are gone. */
  "output.removed",
] as const;
export type OutputStep = (typeof outputSteps)[number] | (typeof freezingSteps)[number];

/** Those of giving space back where no holes can be punched; `test/output/kills` kills a daemon at each. */
export const freezingSteps = [
  /** A program is about to be stopped. */
  "output.freezing",
  /** It stands still, all that it has printed is archived, and its file is about to be emptied. */
  "output.truncating",
  /** The file is empty. */
  "output.truncated",
  /** It is as it should be, and the program still stands still. */
  "output.begun-anew",
] as const;

/** Every step that a daemon passes on a file system with holes. */
export const steps = [...supervising, ...outputSteps] as const;
type Step = (typeof steps)[number] | (typeof freezingSteps)[number];

let told: ((step: Step) => void) | null = null;

/** Say that this step has been reached. Costs a comparison, unless a test listens. */
export const passing = (step: Step): void => told?.(step);

/** Have each step told from now on. */
export const onEachStep = (tell: (step: Step) => void): void => {
  told = tell;
};
