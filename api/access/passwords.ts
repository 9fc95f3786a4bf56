import { Clock, Effect } from "effect";
import type { User } from "../../src/domain/account/Account.ts";
import { type JournalError, LoginFailed, TooManyAttempts } from "../../src/domain/Errors.ts";
import { passwordProblem } from "../../src/policy/account/password.ts";
import { BadRequest } from "../answer/problem.ts";
import { Attempts } from "./Attempts.ts";
import type { Origin } from "./origin.ts";
import type { World } from "./world.ts";

const tooMany = (ms: number): TooManyAttempts => {
  const retryAfter = Math.max(Math.ceil(ms / 1000), 1);
  return new TooManyAttempts({
    message: `too many attempts to log in; try again in ${retryAfter} s`,
    retryAfter,
  });
};

/** Whether an attempt for this user name is allowed now. */
type CheckPassword = (
  name: string,
  password: string,
  origin: Origin,
) => Effect.Effect<User, LoginFailed | TooManyAttempts | JournalError>;

/**
 * Checks passwords, and counts who fails. What comes from this machine is never locked out: an attacker elsewhere must not keep
 * the owner out, and here nobody can guess faster than passwords are hashed.
 */
export const makeCheckPassword = ({ credentials, directory }: World): CheckPassword => {
  const attempts = new Attempts();
  return (name, password, origin) =>
    Effect.gen(function* () {
      const user = (yield* directory).user(name);
      const now = yield* Clock.currentTimeMillis;
      const who = `${name} ${origin.network}`;
      const wait = origin.isLocal ? 0 : attempts.begin(who, now);
      if (wait > 0) return yield* tooMany(wait);
      const isIt = yield* Effect.mapError(credentials.isPassword(user?.password ?? null, password), () => {
        attempts.cancel(who);
        return tooMany(1_000);
      });
      if (user === undefined || !isIt || user.disabled)
        return yield* new LoginFailed({
          message: "the user name or the password is wrong",
          ...(user === undefined ? {} : { account: `user:${name}` }),
        });
      attempts.succeed(who);
      return user;
    });
};

/** Refuse a password that is too weak for a user. `path`: where it is in the body. */
export const withoutProblem = (
  password: string,
  user: string,
  path = "password",
): Effect.Effect<void, BadRequest> => {
  const message = passwordProblem(password, user);
  return message === null
    ? Effect.void
    : new BadRequest({ message: `${path}: ${message}`, errors: [{ path, message }] });
};
