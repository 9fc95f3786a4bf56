/** Timers that run when a test says so, in the order of their time. */
export const virtualClock = () => {
  let now = 0;
  let last = 0;
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    setTimeout: (run: () => void, ms: number) => {
      timers.set(++last, { at: now + ms, run });
      return last;
    },
    clearTimeout: (id: number) => void timers.delete(id),
    /** When the timers that are armed go off, ms. */
    due: (): ReadonlyArray<number> => [...timers.values()].map(({ at }) => at).sort((a, b) => a - b),
    /** Let time pass to the next timer; false when there is none. */
    toNext: (): boolean => {
      const next = [...timers].sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (!next) return false;
      timers.delete(next[0]);
      now = Math.max(now, next[1].at);
      next[1].run();
      return true;
    },
  };
};
