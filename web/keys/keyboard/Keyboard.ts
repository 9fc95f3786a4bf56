import type { Shortcut, Shortcuts } from "../Shortcuts.ts";

/** How long the second key of two is waited for, in ms. */
const patience = 1_500;

/** Whether a shortcut is of characters alone, which speech and slips of the hand write, too (WCAG 2.1.4). */
export const isOfCharacters = (keys: string): boolean => keys.split(" ").every((key) => key.length === 1);

/** What was pressed, and how. */
interface Pressed {
  readonly key: string;
  /** In ms. */
  readonly at: number;
  /** It is held down, and this is not the first time. */
  readonly isHeld: boolean;
}

/** Finds what keys mean, one or two in a row. */
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

  /** Forget a first key: something else has happened. */
  forget(): void {
    this.#first = null;
  }
}
