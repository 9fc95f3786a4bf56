import { useSyncExternalStore } from "react";
import type { Verb } from "../actions/verbs.ts";

/** How the palette is opened. */
export interface Opening {
  /** The path of the node for the first commands; null: none. */
  readonly subject: string | null;
  /** Nodes selected for a bulk command; their commands come first. */
  readonly picked: ReadonlyArray<string>;
  /** A command that the next Enter confirms. */
  readonly verb: Verb | null;
}

const listeners = new Set<() => void>();
let opening: Opening | null = null;
let typed = "";

const set = (next: Opening | null): void => {
  opening = next;
  for (const listener of listeners) listener();
};

export const openPalette = (next: Opening): void => {
  typed = "";
  set(next);
};
export const closePalette = (): void => set(null);

/** Its code may still be loading: keys typed until then are kept for it. */
export const typeAhead = (character: string): void => {
  typed += character;
};
export const typedAhead = (): string => typed;
export const isPaletteWanted = (): boolean => opening !== null;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Null: it is closed. */
export const useOpening = (): Opening | null => useSyncExternalStore(subscribe, () => opening);
