import type { ApiKey } from "../../../api/accounts.ts";
import { dayOf } from "../../../time/format.ts";

const day = 24 * 60 * 60_000;

/** Less than this before its end, in ms, a key is about to die. */
const soon = 14 * day;

/** How long a new key lives, in days; null: for ever. */
export const lifetimes = [
  { name: "in 7 days", days: 7 },
  { name: "in 30 days", days: 30 },
  { name: "in 90 days", days: 90 },
  { name: "in a year", days: 365 },
  { name: "never", days: null },
] as const;

/** ISO 8601; null: never. */
export const expiryAfter = (days: number | null, now: number): string | null =>
  days === null ? null : new Date(now + days * day).toISOString();

/** `in 90 days, 12 Mar 2026`. */
export const lifetimeInWords = (name: string, days: number | null, now: number): string =>
  days === null ? name : `${name}, ${dayOf(now + days * day)}`;

/** In ms since 1970; a key without an end is the last. */
const endOf = ({ expires_at }: ApiKey): number =>
  expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(expires_at);

export const isExpired = (key: ApiKey, now: number): boolean => endOf(key) <= now;

export const expiresSoon = (key: ApiKey, now: number): boolean =>
  !isExpired(key, now) && endOf(key) - now < soon;

/** Those that die first come first; those that are dead come last. */
export const byExpiry = (keys: ReadonlyArray<ApiKey>, now: number): ReadonlyArray<ApiKey> =>
  keys.toSorted((a, b) => {
    const [isDead, isOtherDead] = [isExpired(a, now), isExpired(b, now)];
    if (isDead !== isOtherDead) return isDead ? 1 : -1;
    return endOf(a) === endOf(b) ? 0 : endOf(a) - endOf(b);
  });

/** `3 live, 1 expires soon`. */
export const tallyOf = (keys: ReadonlyArray<ApiKey>, now: number): string => {
  const live = keys.filter((key) => !isExpired(key, now));
  const dying = live.filter((key) => expiresSoon(key, now)).length;
  return `${live.length} live${dying === 0 ? "" : `, ${dying} ${dying === 1 ? "expires" : "expire"} soon`}`;
};
