import type { ApiKey, Session, SigningKey } from "../../domain/account/Account.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long what authenticates somebody is good for, in ms. */
export const lifetimes = {
  /** A session, however much it is used. */
  session: 14 * day,
  /** A session that is not used. */
  idleSession: day,
  link: 15 * minute,
  token: 15 * minute,
  /** A new key signs tokens after that; the old one verifies until its last token has expired. */
  signingKey: day,
} as const;

/** A last use is written down at most once in so many ms. */
const lastUseStep = minute;

/** Whether a session is over, by its age or because nobody has used it. */
export const isOver = ({ lastUsedAt, expiresAt }: Session, now: number): boolean =>
  now >= expiresAt || now >= lastUsedAt + lifetimes.idleSession;

/** Whether a key has expired. */
export const isExpired = ({ expiresAt }: ApiKey, now: number): boolean =>
  expiresAt !== null && now >= expiresAt;

/** Whether a last use is worth writing down. */
export const isNewUse = (lastUsedAt: number | null, now: number): boolean =>
  lastUsedAt === null || now >= lastUsedAt + lastUseStep;

/** Whether a key may sign further tokens. */
export const maySign = ({ createdAt }: SigningKey, now: number): boolean =>
  now < createdAt + lifetimes.signingKey;

/** Whether there may be a token that a key has signed and that has not expired. */
export const mayVerify = ({ createdAt }: SigningKey, now: number): boolean =>
  now < createdAt + lifetimes.signingKey + lifetimes.token;
