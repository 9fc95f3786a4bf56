import { type Stay, stayAt } from "./history.ts";
import type { History } from "./useHistory.ts";

/** The shown moment, in ms since 1970 (null: now), and how it is changed. */
export interface Scrub {
  readonly at: number | null;
  /** Show it while the pointer is down. */
  readonly drag: (at: number) => void;
  /** Keep it: it is written into the address. */
  readonly settle: (at: number | null) => void;
}

/** The moment that a page shows. A page of the past shows nothing of the present, and vice versa. */
export type Shown =
  | { readonly name: "now" }
  /** The journal is being read back to the moment. */
  | { readonly name: "reading"; readonly at: number }
  /** The journal does not go back to the moment; `oldest` is null if it has nothing of this node. */
  | { readonly name: "unknown"; readonly at: number; readonly oldest: number | null }
  | { readonly name: "past"; readonly at: number; readonly stay: Stay };

type Known = Pick<History, "stays" | "isReading" | "hasOlder" | "error">;

/** What the page shows for a moment (ms since 1970; null: now), by the loaded history. */
export const shownAt = (
  at: number | null,
  { stays, isReading, hasOlder, error }: Known,
  now: number,
): Shown => {
  if (at === null || at >= now) return { name: "now" };
  const stay = stayAt(stays, at);
  if (stay !== undefined) return { name: "past", at, stay };
  if (error === null && (isReading || hasOlder)) return { name: "reading", at };
  return { name: "unknown", at, oldest: stays[0]?.since ?? null };
};
