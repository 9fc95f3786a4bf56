import { Shared } from "../store/Shared.ts";

/** A key, and its effect. */
export interface Shortcut {
  /** As it is pressed: `r`, `?`, `Escape`, `mod+k` (Ctrl, or Cmd on a Mac), or two in a row: `g o`. */
  readonly keys: string;
  /** Its effect, to complete "press it to …". */
  readonly title: string;
  readonly run: () => void;
  /** Whether it runs again and again while it is held down. */
  readonly isRepeated?: boolean;
}

/** Shortcuts that belong together in the list of keys. */
export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: ReadonlyArray<Shortcut>;
}

/** The shortcuts of the mounted components; the most recently added take precedence. */
export class Shortcuts {
  readonly #groups = new Shared<ReadonlyArray<ShortcutGroup>>([]);

  get groups(): ReadonlyArray<ShortcutGroup> {
    return this.#groups.value;
  }

  /** Add a group; the returned function removes it. */
  add(group: ShortcutGroup): () => void {
    this.#groups.set([group, ...this.groups]);
    return () => this.#groups.set(this.groups.filter((one) => one !== group));
  }

  find(keys: string): Shortcut | undefined {
    return this.groups.flatMap(({ shortcuts }) => shortcuts).find((one) => one.keys === keys);
  }

  /** Whether a sequence of two keys begins with this one. */
  begins(key: string): boolean {
    return this.groups.some(({ shortcuts }) => shortcuts.some(({ keys }) => keys.startsWith(`${key} `)));
  }

  readonly subscribe = this.#groups.subscribe;
}

/** The groups as listed: merged by title, without shortcuts that a later one overrides. */
export const effective = (groups: ReadonlyArray<ShortcutGroup>): ReadonlyArray<ShortcutGroup> => {
  const seen = new Set<string>();
  const byTitle = new Map<string, Array<Shortcut>>();
  for (const { title, shortcuts } of groups) {
    const fresh = shortcuts.filter(({ keys }) => !seen.has(keys));
    for (const { keys } of fresh) seen.add(keys);
    byTitle.set(title, [...(byTitle.get(title) ?? []), ...fresh]);
  }
  return [...byTitle]
    .map(([title, shortcuts]) => ({ title, shortcuts }))
    .filter(({ shortcuts }) => shortcuts.length > 0);
};
