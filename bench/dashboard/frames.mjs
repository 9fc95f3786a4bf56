// How smoothly a page runs: frames a second and its longest tasks. The functions run in the page.

/** Count frames and long tasks from now on. */
const begin = () => {
  const account = { began: performance.now(), frames: 0, longest: 0, long: 0, goes: true };
  window.frameAccount = account;
  const next = () => {
    account.frames += 1;
    if (account.goes) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  account.observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      account.long += 1;
      account.longest = Math.max(account.longest, duration);
    }
  });
  account.observer.observe({ type: "longtask" });
};

const end = () => {
  const account = window.frameAccount;
  account.goes = false;
  account.observer.disconnect();
  const seconds = (performance.now() - account.began) / 1000;
  return { perSecond: account.frames / seconds, longest: account.longest, long: account.long };
};

/** Frames a second, tasks over 50 ms and the longest one while `act` runs. */
export const framesWhile = async (page, act) => {
  await page.evaluate(begin);
  await act();
  return page.evaluate(end);
};
