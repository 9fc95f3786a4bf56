import type { Verb } from "../actions/verbs.ts";
import { Shared } from "../store/Shared.ts";
import { useShared } from "../store/useShared.ts";

/** How the palette is opened. */
export interface Opening {
  /** The path of the node for the first commands; null: none. */
  readonly subject: string | null;
  /** Nodes selected for a bulk command; their commands come first. */
  readonly picked: ReadonlyArray<string>;
  /** A command that the next Enter confirms. */
  readonly verb: Verb | null;
}

const opening = new Shared<Opening | null>(null);
let typed = "";

export const openPalette = (next: Opening): void => {
  typed = "";
  opening.set(next);
};
export const closePalette = (): void => opening.set(null);

/** Its code may still be loading: keys typed until then are kept for it. */
export const typeAhead = (character: string): void => {
  typed += character;
};
export const typedAhead = (): string => typed;
export const isPaletteWanted = (): boolean => opening.value !== null;

/** Null: it is closed. */
export const useOpening = (): Opening | null => useShared(opening);
