import { Effect, Either, Exit } from "effect";

/** What an effect has come to already, such as `Effect.succeed(1)` or an `Either`; null for one that has still to run. */
export const exitOf = <A, E, R>(effect: Effect.Effect<A, E, R>): Exit.Exit<A, E> | null => {
  if (Exit.isExit(effect)) return effect as Exit.Exit<A, E>;
  if (!Either.isEither(effect)) return null;
  const either = effect as Either.Either<A, E>;
  return Either.isRight(either) ? Exit.succeed(either.right) : Exit.fail(either.left);
};

/**
 * `Effect.flatMap`, but at once where the effect has come to something already: what waits for nothing is answered without a
 * fiber, which would be most of the work.
 */
export const followedBy = <A, E, R, B, E2, R2>(
  effect: Effect.Effect<A, E, R>,
  next: (value: A) => Effect.Effect<B, E2, R2>,
): Effect.Effect<B, E | E2, R | R2> => {
  const exit = exitOf(effect);
  if (exit === null) return Effect.flatMap(effect, next);
  return Exit.isSuccess(exit) ? next(exit.value) : Exit.failCause(exit.cause);
};
