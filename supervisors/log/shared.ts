import { Deferred, Effect, FiberId } from "effect";

/**
 * The effect, one at a time. Whoever asks while it is under way has it done once more after that, together with
 * all others who do.
 */
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
