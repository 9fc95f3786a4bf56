import { useSyncExternalStore } from "react";
import { useLive } from "../live/useLive.ts";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let second = Math.floor(Date.now() / 1000);

const tick = (): void => {
  second = Math.floor(Date.now() / 1000);
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
};

const now = (): number => second;

/** The daemon's time in ms since 1970, to the second. It stops without contact and during a pause. */
export const useNow = (): number => {
  const { ahead, contact, pause } = useLive();
  const here = useSyncExternalStore(subscribe, now, now) * 1000;
  if (pause !== null) return pause.since + ahead;
  return contact.name === "stale" ? contact.since + ahead : here + ahead;
};

/** The browser's time, which does not stop. */
export const useBrowserNow = (): number => useSyncExternalStore(subscribe, now, now) * 1000;
