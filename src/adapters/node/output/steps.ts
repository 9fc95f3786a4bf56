import type { OutputStep } from "../../../domain/Step.ts";

/** Is told each step before what follows it. */
export type StepObserver = (step: OutputStep) => void;
