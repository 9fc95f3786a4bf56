import type { Finding } from "./Finding.ts";

/** A source of an allowed size with an excessive result: every line times every variable. */
export class ImportTooLarge extends Error {}

const maxFindings = 100_000;

/** Abort an import with an excessive report, before it exhausts the memory. */
export const checkFindings = (findings: ReadonlyArray<Finding>): void => {
  if (findings.length > maxFindings)
    throw new ImportTooLarge(`this results in more than ${maxFindings} settings`);
};

/** The limit of copies of a text of this length: numbered processes, replicas. */
export const maxCopies = (text: string): number => Math.min(1_000, Math.floor(5_000_000 / (text.length + 1)));
