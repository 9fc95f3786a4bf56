import type { Fix } from "./repair/Fix.ts";

/** How bad a finding is: only a problem makes `sentinel doctor` fail. */
export type Verdict = "ok" | "warning" | "problem";

/** What a check looks at, as a heading. */
export type Subject =
  | "daemon"
  | "processes"
  | "home"
  | "stored data"
  | "disk"
  | "limits"
  | "memory"
  | "clock"
  | "program"
  | "service";

/** What is fixed about a check: the same for every machine. */
export interface Row {
  readonly subject: Subject;
  /** A few words, for the first column. */
  readonly title: string;
  /** The worst that it is judged as. */
  readonly worst: Verdict;
  /** What is wrong when it is not well; completes "it is a finding when …". */
  readonly finds: string;
  /** What to do, in a sentence. */
  readonly remedy: string;
  /** What `--fix` does about it, or why it does nothing. */
  readonly fix: { readonly does: string } | { readonly leaves: string };
}

/** The result of a check on this machine. */
export interface Finding {
  /** The key of its row. */
  readonly id: string;
  readonly found: string;
  readonly verdict: Verdict;
  /** Where the facts say more than the row: what to do. */
  readonly remedy?: string;
  /** A command that does it. */
  readonly command?: string;
  /** What `--fix` can do about it here. */
  readonly fix?: Fix;
  /** Why `--fix` does nothing about it here, although its row can be fixed. */
  readonly leaves?: string;
}

/** A finding that is well. */
export const well = (id: string, found: string): Finding => ({ id, found, verdict: "ok" });
