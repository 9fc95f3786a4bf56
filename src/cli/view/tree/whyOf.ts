import type { ChildStatus, ServiceStatus } from "../../../domain/view/Status.ts";
import { printable } from "../../terminal/printable.ts";

/** The time until a moment, `8 s`. */
export const until = (at: string | null, now: number): string | null =>
  at === null ? null : `${Math.max(0, (Date.parse(at) - now) / 1000).toFixed(0)} s`;

/** The child's own output comes first, because it is closest to the cause. */
export const wordsOf = ({ last_words }: Pick<ServiceStatus, "last_words">): string =>
  last_words ? `“${last_words}” ` : "";

/** Why a child is in its state: its last words, the reason, and the time of the next attempt. */
export const whyOf = (
  child: Pick<ChildStatus, "state" | "reason" | "next_attempt_at"> & Pick<ServiceStatus, "last_words">,
  now: number,
): string => {
  const next = until(child.next_attempt_at, now);
  return printable(`${wordsOf(child)}${child.reason}${next === null ? "" : `; next attempt in ${next}`}`);
};
