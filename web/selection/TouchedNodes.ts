import type { Touched, TouchedEffect } from "../../src/domain/view/Touched.ts";

/** The component that outlines; each has one set of nodes at a time. */
type Shower = symbol;

/** The outlined nodes by path, with the effect on each. The most recent component takes precedence. */
export class TouchedNodes {
  readonly #shown = new Map<Shower, ReadonlyMap<string, TouchedEffect>>();
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Outline these nodes, in place of the former ones of the same component. */
  show(shower: Shower, touched: ReadonlyArray<Pick<Touched, "path" | "effect">>): void {
    const effects = new Map(
      touched.flatMap(({ path, effect }) => (effect === "stays" ? [] : [[path, effect] as const])),
    );
    const before = this.#shown.get(shower);
    this.#shown.delete(shower);
    if (effects.size > 0) this.#shown.set(shower, effects);
    this.#tell(new Set([...(before?.keys() ?? []), ...effects.keys()]));
  }

  hide(shower: Shower): void {
    this.show(shower, []);
  }

  effectOn(path: string): TouchedEffect | undefined {
    let found: TouchedEffect | undefined;
    for (const effects of this.#shown.values()) found = effects.get(path) ?? found;
    return found;
  }

  /** Subscribe to one node until the returned function is called. */
  listen(path: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(path) ?? new Set();
    this.#listeners.set(path, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(path) === listeners) this.#listeners.delete(path);
    };
  }

  #tell(paths: ReadonlySet<string>): void {
    for (const path of paths) for (const listener of [...(this.#listeners.get(path) ?? [])]) listener();
  }
}
