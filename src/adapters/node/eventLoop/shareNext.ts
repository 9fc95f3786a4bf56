/**
 * The calls that arrive while the act is under way share the next one, so that each answer is newer than its call, and a
 * thousand calls at once take two acts.
 */
export const shareNext = <A>(act: () => Promise<A>): (() => Promise<A>) => {
  let current: Promise<unknown> = Promise.resolve();
  let next: Promise<A> | null = null;
  return () => {
    next ??= current.then(() => {
      next = null;
      const acting = act();
      current = acting.catch(() => undefined);
      return acting;
    });
    return next;
  };
};
