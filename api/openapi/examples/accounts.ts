import { at, pageOf } from "./shared.ts";
import type { AnswerExamples } from "./types.ts";

const user = {
  name: "ann",
  role: "operator",
  scope: ["web"],
  created_at: at,
  created_by: "user:root",
  disabled: false,
  has_password: true,
} as const;

const key = {
  id: "kL2fB9qPz0aX",
  name: "ci",
  prefix: "snt_4fQ1",
  role: "operator",
  scope: null,
  created_at: at,
  created_by: "user:ann",
  unattended: false,
  expires_at: null,
  last_used_at: at,
} as const;

const session = {
  ...{
    id: "p1vX0aQe7LmN",
    user: "ann",
    created_at: at,
    last_used_at: at,
    expires_at: "2026-02-07T08:00:00.000Z",
  },
  address: "127.0.0.1",
  agent: "curl/8.5.0",
  current: true,
} as const;

const me = {
  principal: "user:ann",
  role: "operator",
  scope: ["web"],
  csrf: "6d1f0c",
  session: { id: session.id, expires_at: session.expires_at },
} as const;

const link = { purpose: "reset", user: "bea", token: "q0ZkW3", expires_at: at } as const;

/** What the routes of users, sessions and keys answer. */
export const accountExamples = {
  setup: { ...me, principal: "user:root", role: "admin", scope: null },
  login: me,
  whoAmI: me,
  logout: { ended: true },
  changePassword: { user: "ann" },
  createToken: { token: "eyJhbGciOiJFZERTQSJ9.…", token_type: "Bearer", expires_at: at },
  createLink: { ...link, purpose: "setup", user: null },
  sessions: pageOf(session),
  endSession: session,
  users: pageOf(user),
  createUser: { user: { ...user, has_password: false }, link },
  updateUser: user,
  deleteUser: user,
  resetUser: link,
  keys: pageOf(key),
  createKey: { ...key, key: "snt_4fQ1…" },
  updateKey: key,
  deleteKey: key,
} satisfies AnswerExamples;
