/** The result of a command, with its undo. */
export interface Toast {
  readonly id: number;
  /** The current text, which depends on whether the command is done. */
  readonly text: () => string;
  /** Undo the command; returns the text from then on. Null: it can't be undone. */
  readonly undo: (() => Promise<Toast["text"]>) | null;
}

/** The maximal number of toasts; the oldest are removed. */
const most = 3;

/** The toasts, newest last. */
export class Toasts {
  #list: ReadonlyArray<Toast> = [];
  readonly #listeners = new Set<() => void>();
  #last = 0;

  get list(): ReadonlyArray<Toast> {
    return this.#list;
  }

  add(toast: Omit<Toast, "id">): void {
    this.#last += 1;
    this.#change([...this.#list, { ...toast, id: this.#last }].slice(-most));
  }

  remove(id: number): void {
    this.#change(this.#list.filter((toast) => toast.id !== id));
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #change(list: ReadonlyArray<Toast>): void {
    this.#list = list;
    for (const listener of this.#listeners) listener();
  }
}

/** The toasts of this page. */
export const toasts = new Toasts();
