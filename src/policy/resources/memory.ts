import type { MemoryRule } from "../../domain/tree/ChildSpec.ts";
import { sizeText } from "../messages/size.ts";

/** Samples in a row above a limit, and the last of them in bytes. */
export interface Overuse {
  readonly samples: number;
  readonly memory: number;
}

export const noOveruse: Overuse = { samples: 0, memory: 0 };

/** The samples in a row above the limit after one more; a single one that is not above it begins anew. */
export const afterSample = (before: Overuse, memory: number, { restartAbove }: MemoryRule): Overuse =>
  memory > restartAbove ? { samples: before.samples + 1, memory } : noOveruse;

/** Whether they call for a restart. */
export const isTooMuch = ({ samples }: Overuse, rule: MemoryRule): boolean => samples >= rule.samples;

/** `used 612 MB, over 512 MB in 3 samples`. */
export const overuseText = ({ samples, memory }: Overuse, { restartAbove }: MemoryRule): string =>
  `used ${sizeText(memory)}, over ${sizeText(restartAbove)} in ${samples} sample${samples === 1 ? "" : "s"}`;
