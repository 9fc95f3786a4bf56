import type { Finding } from "./Finding.ts";

/** A source of an allowed size that comes to more than anybody could read: every line times every variable. */
export class TooMuch extends Error {}

const mostFindings = 100_000;

/** Ends an import whose report has outgrown all sense, before memory does. */
export const heed = (findings: ReadonlyArray<Finding>): void => {
  if (findings.length > mostFindings) throw new TooMuch(`this comes to more than ${mostFindings} settings`);
};

/** Copies that may be made of a part of a text this long: numbered processes, replicas. */
export const mostCopies = (text: string): number =>
  Math.min(1_000, Math.floor(5_000_000 / (text.length + 1)));
