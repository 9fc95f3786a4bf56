import type { Shortcut, Shortcuts } from "../Shortcuts.ts";

/** The time for the second key of a sequence, in ms. */
const patience = 1_500;

/** Whether a shortcut consists of characters only, which speech input may type by accident (WCAG 2.1.4). */
export const isOfCharacters = (keys: string): boolean => keys.split(" ").every((key) => key.length === 1);

/** A pressed key. */
interface Pressed {
  readonly key: string;
  /** In ms. */
  readonly at: number;
  /** A repetition of a key that is held down. */
  readonly isHeld: boolean;
}

/** Finds the shortcuts of pressed keys, one or two in a row. */
export class Keyboard {
  readonly #shortcuts: Shortcuts;
  #first: { readonly key: string; readonly at: number } | null = null;

  constructor(shortcuts: Shortcuts) {
    this.#shortcuts = shortcuts;
  }

  /** The shortcut that this key completes. */
  press({ key, at, isHeld }: Pressed): Shortcut | undefined {
    const first = this.#first;
    this.#first = null;
    if (first !== null && at - first.at <= patience) {
      const second = this.#shortcuts.find(`${first.key} ${key}`);
      if (second !== undefined) return second;
    }
    if (!isHeld && this.#shortcuts.begins(key)) {
      this.#first = { key, at };
      return undefined;
    }
    const found = this.#shortcuts.find(key);
    return isHeld && found?.isRepeated !== true ? undefined : found;
  }

  /** Forget the first key of a sequence, because something else has happened. */
  forget(): void {
    this.#first = null;
  }
}
