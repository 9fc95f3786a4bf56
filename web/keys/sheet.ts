import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let isOpen = false;

const set = (open: boolean): void => {
  isOpen = open;
  for (const listener of listeners) listener();
};

/** Show the list of keys. */
export const openSheet = (): void => set(true);
export const closeSheet = (): void => set(false);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSheet = (): boolean => useSyncExternalStore(subscribe, () => isOpen);
