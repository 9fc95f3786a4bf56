import { Deferred, Effect, FiberId } from "effect";

/** The effect, at most once at a time. Callers that arrive while it runs share one further run after that. */
export const shared = <E>(effect: Effect.Effect<void, E>): Effect.Effect<Effect.Effect<void, E>> =>
  Effect.map(Effect.makeSemaphore(1), (one) => {
    let coming: Deferred.Deferred<void, E> | null = null;
    return Effect.suspend(() => {
      if (coming) return Deferred.await(coming);
      const mine = Deferred.unsafeMake<void, E>(FiberId.none);
      coming = mine;
      const turn = Effect.suspend(() => {
        coming = null;
        return effect;
      });
      const done = Effect.uninterruptible(Effect.intoDeferred(one.withPermits(1)(turn), mine));
      return Effect.zipRight(done, Deferred.await(mine));
    });
  });
