/**
 * The steps between which a daemon may be killed with something half done: each one is a promise that the
 * next daemon finds its way. `test/process/daemon-death` kills a daemon at every name in this list; whoever
 * adds a step to the protocol names it here and says `passing` where it is.
 */
export const steps = [
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
  "apply.begun",
  "apply.step-done",
  "apply.carried-out",
  "apply.noted",
  "hand-over.agreed",
  "hand-over.halted",
  "hand-over.written",
] as const;
type Step = (typeof steps)[number];

let told: ((step: Step) => void) | null = null;

/** Say that this step has been reached. Costs a comparison, unless a test listens. */
export const passing = (step: Step): void => told?.(step);

/** Have each step told from now on. */
export const onEachStep = (tell: (step: Step) => void): void => {
  told = tell;
};
