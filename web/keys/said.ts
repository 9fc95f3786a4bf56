import { useSyncExternalStore } from "react";

/** How long a sentence is shown, in ms. */
const shown = 2_500;

const listeners = new Set<() => void>();
let sentence: string | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;

const set = (next: string | null): void => {
  sentence = next;
  for (const listener of listeners) listener();
};

/** Show a sentence about the effect of a key that nothing else on the page shows. */
export const say = (text: string): void => {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => set(null), shown);
  set(text);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSaid = (): string | null => useSyncExternalStore(subscribe, () => sentence);
