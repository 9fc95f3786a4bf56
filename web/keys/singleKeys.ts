import { useSyncExternalStore } from "react";

const key = "sentinel.single-keys";
const listeners = new Set<() => void>();

/** In this browser; one that keeps nothing for pages has them. */
const stored = (): boolean => {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
};

let areOn = stored();

const set = (on: boolean): void => {
  areOn = on;
  for (const listener of listeners) listener();
};

/** Whether keys without Ctrl or Cmd do something. */
export const areSingleKeysOn = (): boolean => areOn;

/** Switch them on or off, for the next visits, too. */
export const switchSingleKeys = (on: boolean): void => {
  set(on);
  try {
    if (on) localStorage.removeItem(key);
    else localStorage.setItem(key, "off");
  } catch {
    // It holds until the page is closed.
  }
};

// Another tab has switched them.
window.addEventListener("storage", (event) => {
  if (event.key === key) set(stored());
});

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, areSingleKeysOn);
