import type { ApiKey, Session, SigningKey } from "../../domain/account/Account.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long credentials are valid, in ms. */
export const lifetimes = {
  /** A session, regardless of its use. */
  session: 14 * day,
  /** A session without any use. */
  idleSession: day,
  link: 15 * minute,
  token: 15 * minute,
  /** After this, a new key signs tokens; the old one verifies until its last token has expired. */
  signingKey: day,
} as const;

/** A last use is stored at most once in this many ms. */
const lastUseStep = minute;

/** Whether a session is over, by its age or for lack of use. */
export const isOver = ({ lastUsedAt, expiresAt }: Session, now: number): boolean =>
  now >= expiresAt || now >= lastUsedAt + lifetimes.idleSession;

/** Whether a key has expired. */
export const isExpired = ({ expiresAt }: ApiKey, now: number): boolean =>
  expiresAt !== null && now >= expiresAt;

/** Whether a last use has to be stored. */
export const isNewUse = (lastUsedAt: number | null, now: number): boolean =>
  lastUsedAt === null || now >= lastUsedAt + lastUseStep;

/** Whether a key may sign further tokens. */
export const maySign = ({ createdAt }: SigningKey, now: number): boolean =>
  now < createdAt + lifetimes.signingKey;

/** Whether a key may have signed a token that has not expired yet. */
export const mayVerify = ({ createdAt }: SigningKey, now: number): boolean =>
  now < createdAt + lifetimes.signingKey + lifetimes.token;
