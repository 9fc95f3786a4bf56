import { Clock, Effect } from "effect";
import type { OneTimeLink, Rights, User } from "../../src/domain/account/Account.ts";
import { AccountConflict, InvalidLink, type JournalError, NoSuchAccount } from "../../src/domain/Errors.ts";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import { isLastAdmin } from "../../src/policy/account/lastAdmin.ts";
import { nearest } from "../../src/policy/nearest.ts";
import type { BadRequest } from "../answer/problem.ts";
import type { Directory } from "./Directory.ts";
import { withoutProblem } from "./passwords.ts";
import type { World } from "./world.ts";

interface NewUser extends Rights {
  readonly name: string;
  /** Null: the user chooses one by a one-time link. */
  readonly password: string | null;
  readonly by: PrincipalText;
}

const noSuchUser = (name: string, { users }: Directory): NoSuchAccount => {
  const names = users.map((user) => user.name);
  const near = nearest(name, names);
  return new NoSuchAccount({
    message: `there is no user "${name}"${near === null ? "" : `; did you mean "${near}"?`}`,
  });
};

const theUser = (name: string, known: Directory): Effect.Effect<User, NoSuchAccount> => {
  const user = known.user(name);
  return user === undefined ? noSuchUser(name, known) : Effect.succeed(user);
};

const keepingAnAdmin = (
  { users }: Directory,
  before: User,
  after: User | null,
): Effect.Effect<void, AccountConflict> =>
  isLastAdmin(users, before, after)
    ? new AccountConflict({
        reason: "last_admin",
        message: `${before.name} is the last user who may manage everything; make another admin first`,
      })
    : Effect.void;

const notTaken = (name: string, known: Directory): Effect.Effect<void, AccountConflict> =>
  known.user(name) === undefined
    ? Effect.void
    : new AccountConflict({ reason: "name_taken", message: `there is a user "${name}" already` });

const invalidLink = new InvalidLink({
  message: "this link was used, has expired or was never made; make a new one",
});

/** Users and their passwords. */
export const makeUsers = ({ accounts, credentials, directory }: World) => {
  const create = ({
    name,
    password,
    role,
    scope,
    by,
  }: NewUser): Effect.Effect<User, AccountConflict | BadRequest | JournalError> =>
    Effect.gen(function* () {
      const known = yield* directory;
      yield* notTaken(name, known);
      if (password !== null) yield* withoutProblem(password, name);
      const hash = password === null ? null : yield* credentials.hashPassword(password);
      const createdAt = yield* Clock.currentTimeMillis;
      const user = { name, role, scope, createdAt, createdBy: by, disabled: false, password: hash };
      yield* known.exclusively(Effect.zipRight(notTaken(name, known), known.putUser(user)));
      return user;
    });

  /** Everything that a user has open ends with the password that it was opened by. */
  const setPassword = (
    name: string,
    password: string,
  ): Effect.Effect<User, NoSuchAccount | BadRequest | JournalError> =>
    Effect.gen(function* () {
      yield* withoutProblem(password, name);
      const hash = yield* credentials.hashPassword(password);
      const known = yield* directory;
      return yield* known.exclusively(
        Effect.gen(function* () {
          const user = { ...(yield* theUser(name, known)), password: hash };
          yield* known.putUser(user);
          yield* known.removeSessions((session) => session.user === name);
          return user;
        }),
      );
    });

  const theLink = (
    token: string,
    purpose: OneTimeLink["purpose"],
  ): Effect.Effect<OneTimeLink, InvalidLink | JournalError> =>
    Effect.gen(function* () {
      const link = yield* accounts.link(credentials.digest(token));
      const now = yield* Clock.currentTimeMillis;
      if (link === null || link.purpose !== purpose || now >= link.expiresAt) return yield* invalidLink;
      return link;
    });

  /** Of several who show the same link at once, one may go on. */
  const takeLink = ({ digest }: OneTimeLink): Effect.Effect<void, InvalidLink | JournalError> =>
    Effect.flatMap(accounts.takeLink(digest), (isFirst) => (isFirst ? Effect.void : invalidLink));

  return {
    create,
    setPassword,
    list: Effect.map(directory, ({ users }) => users),
    get: (name: string) => Effect.flatMap(directory, (known) => theUser(name, known)),
    /** A user who is disabled has no session left. */
    update: (
      name: string,
      changes: Partial<Rights & Pick<User, "disabled">>,
    ): Effect.Effect<User, NoSuchAccount | AccountConflict | JournalError> =>
      Effect.flatMap(directory, (known) =>
        known.exclusively(
          Effect.gen(function* () {
            const before = yield* theUser(name, known);
            const after = { ...before, ...changes };
            yield* keepingAnAdmin(known, before, after);
            yield* known.putUser(after);
            if (after.disabled) yield* known.removeSessions(({ user }) => user === name);
            return after;
          }),
        ),
      ),
    remove: (name: string): Effect.Effect<User, NoSuchAccount | AccountConflict | JournalError> =>
      Effect.flatMap(directory, (known) =>
        known.exclusively(
          Effect.gen(function* () {
            const user = yield* theUser(name, known);
            yield* keepingAnAdmin(known, user, null);
            yield* known.removeUser(name);
            return user;
          }),
        ),
      ),
    /** Make an admin by a one-time link; the link is used up only where that succeeds. */
    setUp: (token: string, name: string, password: string) =>
      Effect.gen(function* () {
        const link = yield* theLink(token, "setup");
        yield* notTaken(name, yield* directory);
        yield* withoutProblem(password, name);
        yield* takeLink(link);
        return yield* create({ name, password, role: "admin", scope: null, by: link.createdBy });
      }),
    /** Set a password by a one-time link. */
    resetPassword: (token: string, password: string) =>
      Effect.gen(function* () {
        const link = yield* theLink(token, "reset");
        const name = link.user ?? "";
        yield* withoutProblem(password, name);
        yield* takeLink(link);
        return yield* Effect.catchTag(setPassword(name, password), "NoSuchAccount", () => invalidLink);
      }),
  };
};
