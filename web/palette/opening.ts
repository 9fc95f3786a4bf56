import { useSyncExternalStore } from "react";
import type { Verb } from "../actions/verbs.ts";

/** What the palette is opened for. */
export interface Opening {
  /** The path of the node that it acts on first; null: none. */
  readonly subject: string | null;
  /** Nodes that are selected for a command to several, which go before it. */
  readonly picked: ReadonlyArray<string>;
  /** A command to it that was asked for already: the next Enter gives it. */
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

/** Its code may have to be loaded first: what is typed until then belongs into it. */
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
