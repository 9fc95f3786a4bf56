import type { ApiKey, Session, User } from "../../src/domain/account/Account.ts";
import type { MadeLink } from "../access/links.ts";
import type { Caller } from "../caller.ts";

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** Without the hash of the password. */
export const userView = ({ name, role, scope, createdAt, createdBy, disabled, password }: User) => ({
  ...{ name, role, scope, created_at: iso(createdAt), created_by: createdBy, disabled },
  has_password: password !== null,
});

/** Without the hash of the key. */
export const keyView = ({ id, name, prefix, role, scope, createdBy, ...key }: ApiKey) => ({
  ...{ id, name, prefix, role, scope, created_at: iso(key.createdAt), created_by: createdBy },
  ...{ expires_at: isoOrNull(key.expiresAt), last_used_at: isoOrNull(key.lastUsedAt) },
  unattended: key.unattended ?? false,
});

/** Without the hash of its token. `caller`: who asks for it. */
export const sessionView = ({ id, user, address, agent, ...session }: Session, caller: Caller) => ({
  ...{ id, user, created_at: iso(session.createdAt), last_used_at: iso(session.lastUsedAt) },
  ...{ expires_at: iso(session.expiresAt), address, agent, current: id === caller.session },
});

export const linkView = ({ purpose, user, token, expiresAt }: MadeLink) => ({
  ...{ purpose, user, token, expires_at: iso(expiresAt) },
});
